package dev.buildserver.agent.execute.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the descriptions that the injected targets write: one file per project and framework. */
public final class ProjectOutputs {
    private static final long MAX_BYTES = 64 * 1024;
    private static final Set<String> PROGRAMS = Set.of("exe", "winexe");

    /** With these the SDK restores and compiles anew for publishing. */
    private static final List<String> OWN_PUBLISH =
            List.of(
                    "PublishAot",
                    "PublishReadyToRun",
                    "PublishSelfContained",
                    "PublishSingleFile",
                    "PublishTrimmed");

    private ProjectOutputs() {}

    /**
     * In a fixed order: by project file, then framework.
     *
     * @param folder may be absent: then nothing was built
     */
    public static List<ProjectOutput> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<ProjectOutput> outputs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(ProjectOutputs::isFacts)::iterator) {
                parse(facts(file)).ifPresent(outputs::add);
            }
        }
        outputs.sort(
                Comparator.comparing(ProjectOutput::project)
                        .thenComparing(ProjectOutput::targetFramework));
        return outputs;
    }

    private static boolean isFacts(Path file) {
        return file.getFileName().toString().endsWith(".txt") && Files.isRegularFile(file);
    }

    private static Map<String, String> facts(Path file) throws IOException {
        Map<String, String> facts = new HashMap<>();
        if (Files.size(file) <= MAX_BYTES) {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    // The first line may begin with a byte order mark.
                    facts.put(
                            line.substring(0, equals).replace("\uFEFF", ""),
                            line.substring(equals + 1).strip());
                }
            }
        }
        return facts;
    }

    private static Optional<ProjectOutput> parse(Map<String, String> facts) {
        String project = facts.getOrDefault("MSBuildProjectFullPath", "");
        String assembly = facts.getOrDefault("TargetPath", "");
        if (project.isEmpty() || assembly.isEmpty()) {
            return Optional.empty();
        }
        boolean test = flag(facts, "IsTestProject", false);
        boolean program =
                !test
                        && (PROGRAMS.contains(
                                        facts.getOrDefault("OutputType", "")
                                                .toLowerCase(Locale.ROOT))
                                || flag(facts, "UsingMicrosoftNETSdkWeb", false));
        try {
            return Optional.of(
                    new ProjectOutput(
                            Path.of(project),
                            facts.getOrDefault("TargetFramework", ""),
                            !facts.getOrDefault("TargetFrameworks", "").isEmpty(),
                            Optional.of(facts.getOrDefault("RuntimeIdentifier", ""))
                                    .filter(rid -> !rid.isEmpty()),
                            facts.getOrDefault("Configuration", ""),
                            facts.getOrDefault("Platform", ""),
                            Path.of(assembly),
                            Optional.of(facts.getOrDefault("IntermediateAssembly", ""))
                                    .filter(file -> !file.isEmpty())
                                    .map(Path::of),
                            program,
                            test,
                            !test && flag(facts, "IsPackable", true),
                            program && flag(facts, "IsPublishable", true),
                            OWN_PUBLISH.stream().anyMatch(name -> flag(facts, name, false))));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean flag(Map<String, String> facts, String name, boolean byDefault) {
        String value = facts.getOrDefault(name, "");
        return value.isEmpty() ? byDefault : value.equalsIgnoreCase("true");
    }
}
