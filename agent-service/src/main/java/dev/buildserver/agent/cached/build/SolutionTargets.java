package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.List;

/** Files that add to what a solution itself does, besides having its projects built. */
final class SolutionTargets {
    private static final List<String> ABOVE =
            List.of("Directory.Solution.props", "Directory.Solution.targets");

    private SolutionTargets() {}

    /**
     * @param solution a path in the tree
     * @throws UnfitSolutionException there are some, so that only a plain build does the same
     */
    static void check(String solution, Tree tree) throws UnfitSolutionException {
        String folder = TreePath.parent(solution);
        for (String word : List.of("before", "after")) {
            refuse(at(folder, word + "." + TreePath.name(solution) + ".targets"), tree);
        }
        for (String up = folder; ; up = TreePath.parent(up)) {
            for (String name : ABOVE) {
                refuse(at(up, name), tree);
            }
            if (up.isEmpty()) {
                return;
            }
        }
    }

    private static void refuse(String path, Tree tree) throws UnfitSolutionException {
        if (tree.has(path)) {
            throw new UnfitSolutionException(
                    path
                            + " has targets for the solution itself: it is built as a whole, without"
                            + " the cache");
        }
    }

    private static String at(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
