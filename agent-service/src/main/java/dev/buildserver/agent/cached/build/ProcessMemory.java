package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.describe.DescribedProject;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.Interval;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a process may know from the build of one project when it builds another: libraries with
 * tasks, which are loaded once; what tasks keep for the next; answers of a project that several ask
 * the same. It does not look again then, but the other project depends on it as well.
 */
final class ProcessMemory {
    private final String root;
    private final Territory territory;

    /** For projects with tasks that may do anything, by process. */
    private final Map<Integer, Set<Remembered>> ofTasks = new HashMap<>();

    /** For all: an SDK's own tasks look at the commit once. */
    private final Map<Integer, Set<Remembered>> ofGit = new HashMap<>();

    /**
     * @param root where builds see the tree
     */
    ProcessMemory(String root, Territory territory) {
        this.root = root;
        this.territory = territory;
    }

    /** A look at a path in the tree. */
    record Remembered(AccessKind kind, String path) {}

    /** A look of a project in a process. */
    void note(ProjectState state, Access access, Interval interval) {
        String path = Traces.inTree(access.path(), root);
        if (path == null || !Traces.looks(access) || territory.owner(path) != null) {
            return;
        }
        Remembered look = new Remembered(access.kind(), path);
        boolean itself = access.pid() == interval.pid();
        if (itself && Tree.isOfGit(path + "/")) {
            add(ofGit, interval, look);
        }
        boolean read = itself && access.kind() == AccessKind.READ && access.errno() == 0;
        boolean library = read && path.endsWith(".dll");
        if (library || state.project().traits().ownTasks() && !isReadAnew(state, path, read)) {
            add(ofTasks, interval, look);
        }
    }

    /** What the process looked at that counts for a project, whose ever it was. */
    Collection<Remembered> of(ProjectState state, int process) {
        Set<Remembered> all = new LinkedHashSet<>(ofGit.getOrDefault(process, Set.of()));
        if (state.project().traits().ownTasks()) {
            all.addAll(ofTasks.getOrDefault(process, Set.of()));
        }
        return all;
    }

    // What makes up a project is. What else MSBuild itself reads there, a task may keep.
    private static boolean isReadAnew(ProjectState state, String path, boolean read) {
        DescribedProject project = state.project();
        if (project.imports().contains(path) || project.path().equals(path)) {
            return true;
        }
        String folder = project.folder();
        return !folder.isEmpty()
                && TreePath.isWithin(path, folder)
                && (!read || project.compiled().contains(path));
    }

    private static void add(
            Map<Integer, Set<Remembered>> looks, Interval interval, Remembered look) {
        looks.computeIfAbsent(interval.pid(), p -> new LinkedHashSet<>()).add(look);
    }
}
