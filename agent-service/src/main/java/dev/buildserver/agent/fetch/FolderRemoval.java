package dev.buildserver.agent.fetch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes folders as builds leave them: read-only parts, links to elsewhere, odd names. */
final class FolderRemoval {
    private FolderRemoval() {}

    /**
     * Removes a file, link or folder with all below it; never follows a link. What can't be removed
     * is left, and the rest removed.
     *
     * @return whether nothing is left
     */
    static boolean remove(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try {
            Files.walkFileTree(root, new Remover());
        } catch (IOException e) {
            return false;
        }
        return !Files.exists(root, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes a folder absent by moving it below another one, which is to be removed later: removing
     * a large tree takes seconds, moving it takes none.
     */
    static void moveAway(Path folder, Path to) {
        try {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(to);
                Files.move(folder, Files.createTempDirectory(to, "old").resolve("gone"));
            }
        } catch (IOException e) {
            remove(folder);
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            open(folder.toFile());
            return FileVisitResult.CONTINUE;
        }

        /** Gives the owner all rights to a folder; false when nothing changed. */
        private static boolean open(File folder) {
            boolean closed = !folder.canWrite() || !folder.canExecute() || !folder.canRead();
            return closed
                    && folder.setReadable(true)
                    && folder.setWritable(true)
                    && folder.setExecutable(true);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && open(path.toFile())) {
                Files.walkFileTree(path, this);
            } else {
                delete(path);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            delete(folder);
            return FileVisitResult.CONTINUE;
        }

        private static void delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Windows refuses read-only files.
                if (path.toFile().setWritable(true)) {
                    path.toFile().delete();
                }
            }
        }
    }
}
