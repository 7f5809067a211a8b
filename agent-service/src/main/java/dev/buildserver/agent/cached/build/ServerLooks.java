package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.build.ProcessMemory.Remembered;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.trace.Access;
import dev.buildserver.agent.trace.AccessKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What servers of compilers looked at: they work for all projects at once. What is of no project
 * counts for every one.
 */
final class ServerLooks {
    private final Mentions mentions;
    private final Collection<ProjectState> built;
    private final Set<Remembered> everybodys = new LinkedHashSet<>();

    /** What sources, rules and options lead to. */
    private final Set<String> included = new TreeSet<>();

    /** What some project gives to compilers; others may be led to it as well. */
    private final Map<String, List<String>> given = new HashMap<>();

    private Set<String> unnamed;

    /**
     * @param rest what no project did itself
     * @param root where builds see the tree
     * @param built for which compilers have worked
     */
    ServerLooks(
            Collection<Access> rest,
            String root,
            Territory territory,
            Tree tree,
            Mentions mentions,
            Collection<ProjectState> built) {
        this.mentions = mentions;
        this.built = built;
        for (Access access : rest) {
            String path = Traces.inTree(access.path(), root);
            if (path != null && Traces.looks(access) && territory.owner(path) == null) {
                note(access.kind(), path, territory, tree);
            }
        }
    }

    /** Those that count for a project; also of what its key names. */
    Collection<Remembered> of(ProjectState state) throws IOException {
        Set<Remembered> looks = new LinkedHashSet<>(everybodys);
        mentioned(state).forEach(path -> looks.add(new Remembered(AccessKind.READ, path)));
        unnamed().forEach(path -> looks.add(new Remembered(AccessKind.READ, path)));
        return looks;
    }

    private void note(AccessKind kind, String path, Territory territory, Tree tree) {
        if (territory.isExplained(path)) {
            given.computeIfAbsent(Mentions.name(path), name -> new ArrayList<>()).add(path);
        } else if (!territory.isIncluded(path)) {
            everybodys.add(new Remembered(kind, path));
        } else if (tree.filesBelow(path).isEmpty()) {
            // They begin in folders of projects, and find what these have by other names.
            included.add(path);
        }
    }

    // A constant of a reference may name it as well.
    private Set<String> mentioned(ProjectState state) throws IOException {
        Set<String> mentioned = new TreeSet<>(mentions.of(state, included, given));
        if (!included.isEmpty()) {
            for (ProjectState reference : state.closure()) {
                mentioned.addAll(mentions.of(reference, included, given));
            }
        }
        return mentioned;
    }

    // By an escape or by joined texts, anybody may have been led there.
    private Set<String> unnamed() throws IOException {
        if (unnamed == null) {
            unnamed = new TreeSet<>(included);
            for (ProjectState state : built) {
                unnamed.removeAll(mentioned(state));
            }
        }
        return unnamed;
    }
}
