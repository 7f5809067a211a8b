package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.describe.ProjectOutputs;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which paths of a tree belong to which project. */
final class Territory {
    private static final Pattern INCLUDED =
            Pattern.compile(".*\\.(xml|ruleset|rsp)", Pattern.CASE_INSENSITIVE);

    private final Map<String, ProjectState> outputFolders = new HashMap<>();
    private final Set<String> projectFolders = new HashSet<>();
    private final Set<String> items = new HashSet<>();

    Territory(Collection<ProjectState> projects) {
        for (ProjectState state : projects) {
            DescribedProject project = state.project();
            project.outputs().stream()
                    .flatMap(ProjectOutputs::folders)
                    .filter(folder -> folder != null)
                    .forEach(folder -> outputFolders.putIfAbsent(folder, state));
            projectFolders.add(project.folder());
            items.addAll(project.items());
            items.addAll(project.imports());
        }
        // Everything would be in it.
        projectFolders.remove("");
    }

    /** The project whose outputs the path is among; null where there is none. */
    ProjectState owner(String path) {
        for (String at = path; !at.isEmpty(); at = TreePath.parent(at)) {
            ProjectState owner = outputFolders.get(at);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    /** Whether it is a file of a kind that sources, rules and options of any project include. */
    boolean isIncluded(String path) {
        return INCLUDED.matcher(path).matches();
    }

    /**
     * Whether some project names the path as its own, so that its key or its outputs hold it. Not
     * so where any compilation may have asked for it: sources, rules and options include others of
     * their kind, wherever these lie.
     */
    boolean isExplained(String path) {
        if (owner(path) != null) {
            return true;
        }
        if (isIncluded(path)) {
            return false;
        }
        if (items.contains(path)) {
            return true;
        }
        for (String at = path; !at.isEmpty(); at = TreePath.parent(at)) {
            if (projectFolders.contains(at)) {
                return true;
            }
        }
        return false;
    }
}
