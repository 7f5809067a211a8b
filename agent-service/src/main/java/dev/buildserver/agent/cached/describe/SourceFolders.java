package dev.buildserver.agent.cached.describe;

import dev.buildserver.agent.cached.tree.TreePath;
import java.util.Set;

/**
 * The folders in which source files may come and go without changing how a solution describes
 * itself: they are compiled with the project in whose folder they lie, and that is all.
 */
public final class SourceFolders {
    /** None at all. */
    public static final SourceFolders NONE = new SourceFolders(Set.of());

    private final Set<String> projects;

    /**
     * @param projects folders of projects
     */
    SourceFolders(Set<String> projects) {
        this.projects = Set.copyOf(projects);
    }

    /** Whether projects that see a value can't find sources by it. */
    public static boolean isPlain(String value) {
        return PlainTexts.isPlain(value);
    }

    /**
     * Whether the folder is one of them.
     *
     * @param folder a path in the tree
     */
    public boolean contains(String folder) {
        String at = folder;
        while (!projects.contains(at) && !at.isEmpty()) {
            at = TreePath.parent(at);
        }
        return projects.contains(at);
    }
}
