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

    private static final Pattern SOURCE =
            Pattern.compile(".*\\.(cs|vb|fs|cshtml|razor)", Pattern.CASE_INSENSITIVE);

    private final Map<String, ProjectState> outputFolders = new HashMap<>();
    private final Set<String> aboveOutputs = new HashSet<>();
    private final Set<String> projectFolders = new HashSet<>();
    private final Set<String> items = new HashSet<>();
    private final Set<String> compiled = new HashSet<>();
    private final Set<String> texts = new HashSet<>();

    Territory(Collection<ProjectState> projects) {
        for (ProjectState state : projects) {
            DescribedProject project = state.project();
            project.outputs().stream()
                    .flatMap(ProjectOutputs::folders)
                    .filter(folder -> folder != null)
                    .forEach(folder -> outputFolders.putIfAbsent(folder, state));
            projectFolders.add(project.folder());
            texts.add(project.path());
            texts.addAll(project.imports());
            items.addAll(project.items());
            compiled.addAll(project.compiled());
            compiled.addAll(project.imports());
        }
        // Everything would be in it.
        projectFolders.remove("");
        outputFolders.keySet().forEach(this::addAbove);
    }

    private void addAbove(String folder) {
        for (String at = folder; !at.isEmpty(); ) {
            at = TreePath.parent(at);
            aboveOutputs.add(at);
        }
    }

    /** All that makes up projects, in the tree. */
    Set<String> texts() {
        return texts;
    }

    /** Whether outputs of some project lie in the folder, or it lies among them. */
    boolean leadsToOutputs(String folder) {
        return aboveOutputs.contains(folder) || owner(folder) != null;
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

    /**
     * Whether it is one of those files that sources, rules and options of any project include: of a
     * kind that is made for that, or any that lies among files of projects.
     */
    boolean isIncluded(String path) {
        return INCLUDED.matcher(path).matches() || items.contains(path) || isInAProject(path);
    }

    /**
     * Whether some project gives the path to compilers, so that its key holds it. Not so where any
     * compilation may have asked for it: sources, rules and options name keys, documentation,
     * further rules and options, whatever their ending and wherever these lie.
     */
    boolean isExplained(String path) {
        return !INCLUDED.matcher(path).matches()
                && (compiled.contains(path)
                        || SOURCE.matcher(path).matches() && isInAProject(path));
    }

    private boolean isInAProject(String path) {
        for (String at = path; !at.isEmpty(); at = TreePath.parent(at)) {
            if (projectFolders.contains(at)) {
                return true;
            }
        }
        return false;
    }
}
