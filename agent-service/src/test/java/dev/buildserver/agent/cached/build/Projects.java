package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.Description;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.describe.Traits;
import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Projects of a made-up solution: {@code src/NAME/NAME.csproj} with outputs as the SDK has them.
 */
final class Projects {
    private final List<DescribedProject> described = new ArrayList<>();
    private final Set<String> ownTasks = new HashSet<>();
    private final Map<String, List<String>> compiled = new HashMap<>();
    private Map<String, ProjectState> states;

    /** One in which tasks run that may do anything. */
    Projects addWithTasks(String name, String... references) {
        ownTasks.add(name);
        return add(name, references);
    }

    /** What one that is added later gives to compilers. */
    Projects compiling(String name, String file) {
        compiled.put(name, List.of(file));
        return this;
    }

    Projects add(String name, String... references) {
        return add(name, true, references);
    }

    Projects add(String name, boolean face, String... references) {
        String folder = "src/" + name;
        String bin = folder + "/bin/Release/net";
        described.add(
                new DescribedProject(
                        path(name),
                        List.of(new TreeMap<>(Map.of("Configuration", "Release"))),
                        List.of(),
                        List.of(),
                        List.of(),
                        compiled.getOrDefault(name, List.of()),
                        List.of(references).stream().map(Projects::path).toList(),
                        List.of(
                                new ProjectOutputs(
                                        bin,
                                        folder + "/obj/Release/net",
                                        bin + "/" + name + ".dll",
                                        face ? bin + "/ref/" + name + ".dll" : null,
                                        false)),
                        false,
                        new Traits(ownTasks.contains(name), false, false, false),
                        List.of()));
        return this;
    }

    Projects addInRoot(String name) {
        described.add(
                new DescribedProject(
                        name + ".csproj",
                        List.of(new TreeMap<>(Map.of("Configuration", "Release"))),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new ProjectOutputs(
                                        "bin", "obj", "bin/" + name + ".dll", null, false)),
                        false,
                        new Traits(false, false, false, false),
                        List.of()));
        return this;
    }

    static String path(String name) {
        return "src/" + name + "/" + name + ".csproj";
    }

    List<ProjectState> all() {
        if (states == null) {
            states = new HashMap<>();
            try {
                Solution.of(new Description(described, "", Map.of(), Map.of(), List.of()))
                        .forEach(state -> states.put(state.path(), state));
            } catch (UnfitSolutionException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return states.values().stream()
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .toList();
    }

    ProjectState get(String name) {
        all();
        ProjectState state = states.get(path(name));
        return state == null ? states.get(name + ".csproj") : state;
    }
}
