package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.explain.KeyHistory;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A solution whose projects all have their outputs, for what follows.
 *
 * @param tree the source tree as the build left it
 * @param projects all of them, by path
 * @param closures the projects to which each refers, directly or not
 * @param built projects that the solution itself says are to be built
 * @param packages of NuGet that restore chose: paths in their folder
 */
public record BuiltSolution(
        Setting setting,
        CacheLevel cache,
        Keeper keeper,
        KeyHistory history,
        Room room,
        Listener listener,
        Tree tree,
        Map<String, DescribedProject> projects,
        Map<String, List<String>> closures,
        Set<String> built,
        Set<String> packages) {
    private static final String ASSETS = "/project.assets.json";

    /** The same, of what a build knows. */
    static BuiltSolution of(
            Setting setting,
            CacheLevel cache,
            Keeper keeper,
            KeyHistory history,
            Room room,
            Listener listener,
            Tree tree,
            List<ProjectState> states,
            Set<String> built,
            Set<String> packages) {
        Map<String, DescribedProject> projects = new HashMap<>();
        Map<String, List<String>> closures = new HashMap<>();
        for (ProjectState state : states) {
            projects.put(state.path(), state.project());
            closures.put(state.path(), state.closure().stream().map(ProjectState::path).toList());
        }
        return new BuiltSolution(
                setting, cache, keeper, history, room, listener, tree, projects, closures, built,
                packages);
    }

    /**
     * The same with more files in the tree.
     *
     * @param files states by path
     */
    public BuiltSolution with(Map<String, String> files) {
        return new BuiltSolution(
                setting,
                cache,
                keeper,
                history,
                room,
                listener,
                tree.with(files),
                projects,
                closures,
                built,
                packages);
    }

    /** Whether only the next build in the same place could use the file. */
    public static boolean isPrivate(String file) {
        return OutputScan.isPrivate(file);
    }

    /** What restore wrote of a project, which names its packages by content. */
    public List<String> restored(String project) {
        return projects.get(project).folders().stream()
                .flatMap(BuiltSolution::upwards)
                .filter(folder -> tree.has(folder + ASSETS))
                .map(folder -> folder + ASSETS)
                .distinct()
                .toList();
    }

    private static Stream<String> upwards(String folder) {
        return Stream.iterate(folder, at -> !at.isEmpty(), TreePath::parent);
    }

    /** A project and all to which it refers, directly or not. */
    public List<DescribedProject> withReferences(String project) {
        List<DescribedProject> all = new ArrayList<>(List.of(projects.get(project)));
        closures.get(project).forEach(reference -> all.add(projects.get(reference)));
        return all;
    }
}
