package dev.buildserver.agent.cached.describe;

import dev.buildserver.agent.cached.tree.TreePath;
import java.util.Map;

/**
 * The folders in which source files may come and go without changing how a solution describes
 * itself: they are compiled with the project in whose folder they lie, and that is all.
 */
public final class SourceFolders {
    static final SourceFolders NONE = new SourceFolders(Map.of());

    private final Map<String, SourceGlobs.Reach> projects;
    private final boolean all;

    /**
     * @param projects by folder, where it can matter to them which sources there are
     */
    SourceFolders(Map<String, SourceGlobs.Reach> projects) {
        this.projects = Map.copyOf(projects);
        this.all = !projects.containsValue(SourceGlobs.Reach.ANYWHERE);
    }

    /**
     * Whether the folder is one of them.
     *
     * @param folder a path in the tree
     */
    public boolean contains(String folder) {
        boolean ofProject = false;
        for (String at = folder; all; at = TreePath.parent(at)) {
            SourceGlobs.Reach reach = projects.get(at);
            if (reach == SourceGlobs.Reach.OWN_FOLDER) {
                return false;
            }
            ofProject |= reach != null;
            if (at.isEmpty()) {
                return ofProject;
            }
        }
        return false;
    }
}
