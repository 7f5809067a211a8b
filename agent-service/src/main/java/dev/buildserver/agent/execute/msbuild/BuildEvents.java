package dev.buildserver.agent.execute.msbuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Understands the lines of the logger that runs inside MSBuild. The file can be written by the
 * build as well: a line that is not understood is skipped.
 */
public final class BuildEvents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIME = Pattern.compile(",\"time\":\"[^\"]*\"");

    private final Consumer<RawDiagnostic> diagnostics;
    private final Consumer<String> projectsDone;
    private final Map<Integer, String> running = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private boolean seen;

    /**
     * @param projectsDone gets the absolute path of each project file once all of it that was asked
     *     for is done
     */
    public BuildEvents(Consumer<RawDiagnostic> diagnostics, Consumer<String> projectsDone) {
        this.diagnostics = diagnostics;
        this.projectsDone = projectsDone;
    }

    /** Whether the logger has written anything: then the console has nothing to add. */
    public boolean seen() {
        return seen;
    }

    /** One line of the logger's file. */
    public void line(String text) {
        JsonNode event;
        try {
            event = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return;
        }
        if (event == null || !event.isObject()) {
            return;
        }
        seen = true;
        switch (event.path("event").asText()) {
            case "error" -> diagnostics.accept(diagnostic(Severity.ERROR, event));
            case "warning" -> diagnostics.accept(diagnostic(Severity.WARNING, event));
            case "projectStarted" -> started(event);
            case "projectFinished" -> finished(event);
            default -> {
                // Begin and end of the build are known from the process.
            }
        }
    }

    /**
     * An error or a warning as it is kept for later builds: the same whenever it comes. Empty where
     * the line tells of something else.
     */
    public static Optional<String> diagnostic(String line) {
        boolean is =
                line.startsWith("{\"event\":\"warning\"")
                        || line.startsWith("{\"event\":\"error\"");
        return is ? Optional.of(TIME.matcher(line).replaceFirst("")) : Optional.empty();
    }

    // Frameworks of a project are built by inner builds; the outer one ends last.
    private void started(JsonNode event) {
        if (event.path("framework").isMissingNode()) {
            running.put(event.path("id").asInt(), event.path("project").asText());
        }
    }

    private void finished(JsonNode event) {
        String project = running.remove(event.path("id").asInt());
        if (project != null && event.path("ok").asBoolean() && isProject(project)) {
            if (done.add(project)) {
                projectsDone.accept(project);
            }
        }
    }

    private static boolean isProject(String file) {
        return file.endsWith("proj") && !file.endsWith(".metaproj");
    }

    private static RawDiagnostic diagnostic(Severity severity, JsonNode event) {
        return new RawDiagnostic(
                severity,
                event.path("code").asText(null),
                event.path("message").asText(""),
                event.path("file").asText(null),
                event.path("line").asInt(0),
                event.path("column").asInt(0),
                event.path("project").asText(null));
    }
}
