package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What references write outside of their outputs, where a project looked when they did not yet. Its
 * entry says what the source has there, which is as it was, and what of theirs it knew.
 */
final class Unforeseen {
    private final Tree tree;
    private final Map<Entry, List<String>> strays = new IdentityHashMap<>();

    /**
     * @param tree before anything was built
     */
    Unforeseen(Tree tree) {
        this.tree = tree;
    }

    /** Whether the entry of a project knows nothing of what references from the cache wrote. */
    boolean isAmongReferences(ProjectState state, Entry entry) {
        return state.closure().stream()
                .filter(reference -> reference.status() == ProjectState.Status.HIT)
                .anyMatch(
                        reference ->
                                strays(reference).stream()
                                        .anyMatch(path -> isNew(state, entry, reference, path)));
    }

    /**
     * Whether the entry of a project knows nothing of a file that the project would see.
     *
     * @param writer of the file
     */
    boolean isNew(ProjectState state, Entry entry, ProjectState writer, String path) {
        return !entry.foreseen().contains(path) && shows(state, entry.accesses(), writer, path);
    }

    /**
     * Whether a project sees a file.
     *
     * @param writer of the file; its own folder is others' business only where they looked
     */
    boolean shows(ProjectState state, List<Observed> looks, ProjectState writer, String path) {
        boolean own = TreePath.isWithin(path, writer.project().folder());
        return !own && TreePath.isWithin(path, state.project().folder())
                || looks.stream().anyMatch(look -> shows(look, path));
    }

    /** Whether a look shows that a file came to be. */
    boolean shows(Observed look, String file) {
        if (look.kind() == Observed.Kind.CONTENT) {
            return look.path().equals(file);
        }
        return TreePath.isWithin(file, look.path()) && !tree.has(below(look, file));
    }

    // The name that is new in the folder, if any is.
    private static String below(Observed folder, String file) {
        int from = folder.path().isEmpty() ? 0 : folder.path().length() + 1;
        int end = file.indexOf('/', from);
        return end < 0 ? file : file.substring(0, end);
    }

    private List<String> strays(ProjectState reference) {
        return strays.computeIfAbsent(
                reference.entry(),
                entry ->
                        reference.files().keySet().stream()
                                .filter(path -> !reference.project().owns(path))
                                .toList());
    }
}
