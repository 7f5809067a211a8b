package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.TreePath;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import dev.buildserver.agent.trace.TracedPath;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which projects of a build wrote what. Folders don't count: many make the same. */
final class Writers {
    private final Setting setting;
    private final Territory territory;

    /** By path: of a tree, or absolute. */
    private final Map<String, Set<ProjectState>> byPath = new HashMap<>();

    /** By the folder of the file, outside of all outputs. */
    private final Map<String, Set<ProjectState>> byFolder = new HashMap<>();

    private final Map<ProjectState, Set<String>> intrusions = new HashMap<>();
    private final Map<ProjectState, Set<String>> leftOutside = new HashMap<>();

    Writers(Setting setting, Territory territory) {
        this.setting = setting;
        this.territory = territory;
    }

    /** In the order of the trace. */
    void note(ProjectState state, Access access) {
        if (!Traces.changes(access.kind())
                || access.kind() == AccessKind.MAKE_FOLDER
                || access.errno() != 0
                || isOfMachine(access.path())) {
            return;
        }
        byPath.computeIfAbsent(place(access), path -> new LinkedHashSet<>()).add(state);
        String path = Traces.inTree(access.path(), setting.inside().source());
        if (path == null) {
            noteOutside(state, access);
            return;
        }
        ProjectState owner = territory.owner(path);
        if (owner == null) {
            byFolder.computeIfAbsent(TreePath.parent(path), p -> new LinkedHashSet<>()).add(state);
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
                byPath.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(state);
                byFolder.computeIfAbsent(TreePath.parent(path), p -> new LinkedHashSet<>())
                        .add(state);
            }
        }
    }

    /** Who wrote the file. */
    Set<ProjectState> of(Access access) {
        return byPath.getOrDefault(place(access), Set.of());
    }

    /** Who wrote files right in the folder, not among outputs. */
    Set<ProjectState> within(String folder) {
        return byFolder.getOrDefault(folder, Set.of());
    }

    /** What others wrote among the outputs of a project, for people. */
    Set<String> intrusions(ProjectState state) {
        return intrusions.getOrDefault(state, Set.of());
    }

    /** Files that a project left where nobody keeps them. */
    Set<String> leftOutside(ProjectState state) {
        return leftOutside.getOrDefault(state, Set.of());
    }

    private void noteOutside(ProjectState state, Access access) {
        Set<String> left = leftOutside.computeIfAbsent(state, s -> new TreeSet<>());
        if (access.kind() == AccessKind.REMOVE) {
            left.remove(access.path().toString());
        } else {
            left.add(access.path().toString());
        }
    }

    private boolean isOfMachine(TracedPath path) {
        return path.isWithin("/dev")
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
