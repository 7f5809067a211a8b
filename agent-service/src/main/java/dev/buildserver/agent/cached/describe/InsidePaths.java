package dev.buildserver.agent.cached.describe;

import dev.buildserver.agent.cached.tree.TreePath;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Paths as the build sees them.
 *
 * @param source where the tree is
 * @param sdk where the .NET SDK is
 */
public record InsidePaths(String source, String sdk) {
    /** The path in the tree; null where it is outside of it. */
    public String inTree(String path) {
        if (!path.startsWith(source + "/")) {
            return path.equals(source) ? "" : null;
        }
        String normal = TreePath.normalize(path.substring(source.length()));
        return normal == null ? null : TreePath.encode(normal);
    }

    /** The path of a file that a project names by its own folder. */
    public String inTree(String path, String projectFolder) {
        String slashes = path.replace('\\', '/');
        return slashes.startsWith("/") ? inTree(slashes) : inTree(projectFolder + "/" + slashes);
    }

    /** Those in the tree, each once, in order. */
    public List<String> inTree(Collection<String> paths) {
        return paths.stream()
                .map(this::inTree)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    public boolean inSdk(String path) {
        return path.startsWith(sdk + "/");
    }
}
