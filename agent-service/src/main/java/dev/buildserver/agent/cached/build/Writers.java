package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.TracedPath;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which projects of a build wrote what. Of folders, those don't count that lead to outputs, nor
 * those that MSBuild makes outside of the tree: many make the same.
 */
final class Writers {
    private final Setting setting;
    private final Territory territory;
    private final Tree before;
    private final Remains remains;

    /** By path: of a tree, or absolute. */
    private final Map<String, Set<ProjectState>> byPath = new HashMap<>();

    /** By the folder of the file, outside of all outputs. */
    private final Map<String, Set<ProjectState>> byFolder = new HashMap<>();

    /** Folders that were moved into place, with all that is in them. */
    private final Map<String, Set<ProjectState>> moved = new HashMap<>();

    /** Who made a folder. */
    private final Map<String, Set<ProjectState>> makers = new HashMap<>();

    /** Who would have made it, had it not been there. */
    private final Map<String, Set<ProjectState>> wouldMake = new HashMap<>();

    private final Map<ProjectState, Set<String>> strays = new HashMap<>();
    private final Map<ProjectState, Set<String>> intrusions = new HashMap<>();
    private final Map<ProjectState, Set<String>> leftOutside = new HashMap<>();

    /**
     * @param before the tree before anything was built
     */
    Writers(Setting setting, Territory territory, Tree before) {
        this.remains = new Remains(setting.source(), before);
        this.setting = setting;
        this.territory = territory;
        this.before = before;
    }

    /**
     * In the order of the trace.
     *
     * @param program whether it was not MSBuild itself
     */
    void note(ProjectState state, Access access, boolean program) {
        if (!Traces.changes(access.kind()) || isOfMachine(access.path())) {
            return;
        }
        String path = Traces.inTree(access.path(), setting.inside().source());
        if (access.kind() == AccessKind.MAKE_FOLDER) {
            if (path == null ? program : !territory.leadsToOutputs(path)) {
                noteFolder(state, access, path);
            }
            return;
        }
        if (access.errno() != 0) {
            return;
        }
        add(byPath, place(access), state);
        if (path == null) {
            noteOutside(state, access);
            return;
        }
        ProjectState owner = territory.owner(path);
        if (owner == null) {
            noteStray(state, path);
            if (access.kind() == AccessKind.WRITE && remains.isNewFolder(path)) {
                add(moved, path, state);
            }
        } else if (owner != state) {
            intrusions
                    .computeIfAbsent(owner, o -> new TreeSet<>())
                    .add("%s wrote %s among its outputs".formatted(state.title(), path));
        }
    }

    /** What a project that was not built had written before, and was put there again. */
    void noteReplayed(ProjectState state) {
        for (String path : state.files().keySet()) {
            if (territory.owner(path) == null) {
                add(byPath, path, state);
                noteStray(state, path);
                noteFolders(state, path);
            }
        }
    }

    /** Who wrote the file, or moved there what it is in. */
    Set<ProjectState> of(Access access) {
        String place = place(access);
        Set<ProjectState> writers = byPath.getOrDefault(place, Set.of());
        if (moved.isEmpty()) {
            return writers;
        }
        Set<ProjectState> all = new LinkedHashSet<>(writers);
        for (String at = place; !at.isEmpty(); at = TreePath.parent(at)) {
            all.addAll(moved.getOrDefault(at, Set.of()));
        }
        return all;
    }

    /** Files in the tree, not among outputs, that a project wrote. */
    Set<String> strays(ProjectState state) {
        return strays.getOrDefault(state, Set.of());
    }

    /** Who made the folder, as far as a project depends on that which would not make it itself. */
    Set<ProjectState> makers(ProjectState state, Access access) {
        String place = place(access);
        return wouldMake.getOrDefault(place, Set.of()).contains(state)
                ? Set.of()
                : makers.getOrDefault(place, Set.of());
    }

    /** Who wrote files or made folders right in the folder, not among outputs. */
    Set<ProjectState> within(Access access) {
        return byFolder.getOrDefault(place(access), Set.of());
    }

    /** What others wrote among the outputs of a project, for people. */
    Set<String> intrusions(ProjectState state) {
        return intrusions.getOrDefault(state, Set.of());
    }

    /** Files that a project left where nobody keeps them. */
    Set<String> leftOutside(ProjectState state) {
        return leftOutside.getOrDefault(state, Set.of());
    }

    private void noteFolder(ProjectState state, Access access, String path) {
        add(wouldMake, place(access), state);
        if (access.errno() == 0) {
            add(makers, place(access), state);
            if (path == null) {
                noteOutside(state, access);
            } else {
                add(byFolder, TreePath.parent(path), state);
            }
        }
    }

    private void noteStray(ProjectState state, String path) {
        add(byFolder, TreePath.parent(path), state);
        strays.computeIfAbsent(state, s -> new TreeSet<>()).add(path);
    }

    // The folders in which it lies may not have been there before.
    private void noteFolders(ProjectState state, String file) {
        String at = TreePath.parent(file);
        while (!before.has(at) && !territory.leadsToOutputs(at)) {
            add(makers, at, state);
            at = TreePath.parent(at);
            add(byFolder, at, state);
        }
    }

    private static void add(
            Map<String, Set<ProjectState>> states, String place, ProjectState state) {
        states.computeIfAbsent(place, p -> new LinkedHashSet<>()).add(state);
    }

    private void noteOutside(ProjectState state, Access access) {
        add(byFolder, TreePath.parent(access.path().toString()), state);
        Set<String> left = leftOutside.computeIfAbsent(state, s -> new TreeSet<>());
        if (access.kind() == AccessKind.REMOVE) {
            left.remove(access.path().toString());
        } else {
            left.add(access.path().toString());
        }
    }

    private boolean isOfMachine(TracedPath path) {
        return Traces.isDevice(path)
                || path.isWithin("/proc")
                || path.isWithin(setting.scratchInside())
                || path.isWithin(setting.socketsInside())
                || Traces.isOfRuntime(path);
    }

    private String place(Access access) {
        String path = Traces.inTree(access.path(), setting.inside().source());
        return path == null ? access.path().toString() : path;
    }
}
