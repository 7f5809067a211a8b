package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What a build left in the tree.
 *
 * @param source where the tree is
 * @param before the tree before anything ran
 */
record Remains(Path source, Tree before) {
    /** Whether it is a folder that was not there before. */
    boolean isNewFolder(String path) {
        return !before.has(path)
                && Files.isDirectory(TreePath.resolve(source, path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether it is a new folder in which is nothing. */
    boolean isEmptyFolder(String path) throws IOException {
        if (!isNewFolder(path)) {
            return false;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(TreePath.resolve(source, path))) {
            return !files.iterator().hasNext();
        }
    }

    /** Whether it is a file, and is as it was. */
    boolean isUnchanged(String path) throws IOException {
        Path file = TreePath.resolve(source, path);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Tree.stateOf(file).equals(before.state(path));
    }
}
