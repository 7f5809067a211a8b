package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.Description;
import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.key.KeyText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a solution maps its configuration to those of its projects. MSBuild tells each project all of
 * it, as one text; in the key of a project are only those to which it refers, and its own.
 */
final class SolutionConfigurations {
    private static final String PROPERTY = "CurrentSolutionConfigurationContents";
    private static final Pattern PROJECT =
            // Behind the name of the configuration, there may be projects to be built before.
            Pattern.compile("<ProjectConfiguration\\s([^>]*)>([^<]*)<");
    private static final Pattern PATH = Pattern.compile("AbsolutePath=\"([^\"]*)\"");
    private static final Pattern IDENTITY = Pattern.compile("\\b(Project|AbsolutePath)=\"[^\"]*\"");

    private static final String BUILT = "BuildProjectInSolution=\"True\"";

    private final String text;
    private final Map<String, String> byProject = new HashMap<>();
    private final Set<String> built = new HashSet<>();
    private final Map<String, String> lines = new HashMap<>();

    private SolutionConfigurations(String text) {
        this.text = text;
    }

    static SolutionConfigurations of(Description description, InsidePaths paths) {
        SolutionConfigurations configurations =
                new SolutionConfigurations(description.configurations());
        Matcher projects = PROJECT.matcher(description.configurations());
        while (projects.find()) {
            Matcher path = PATH.matcher(projects.group(1));
            String project = path.find() ? paths.inTree(path.group(1)) : null;
            if (project != null) {
                // Which number the solution gives the project, and by which way it leads
                // there, is of no matter to a build.
                String attributes = IDENTITY.matcher(projects.group(1)).replaceAll("").strip();
                configurations.byProject.put(project, attributes + " " + projects.group(2));
                if (attributes.contains(BUILT)) {
                    configurations.built.add(project);
                }
            }
        }
        return configurations;
    }

    List<String> linesFor(ProjectState state) {
        List<String> lines = new ArrayList<>(List.of(line(state)));
        state.closure().forEach(reference -> lines.add(line(reference)));
        return lines;
    }

    /** Projects that the solution says are to be built, not only because others need them. */
    Set<String> built() {
        return built;
    }

    /** Puts the text where MSBuild had it. */
    void complete(Map<String, String> properties) {
        properties.computeIfPresent(PROPERTY, (name, empty) -> text);
    }

    private String line(ProjectState state) {
        return lines.computeIfAbsent(
                state.path(),
                path -> KeyText.of("config", path, byProject.getOrDefault(path, "-")));
    }
}
