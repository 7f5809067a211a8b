package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What earlier builds left in a tree. MSBuild's own target Rebuild is no way to be rid of it: a
 * project that another one's task had built before its turn came is cleaned then, and not built a
 * second time.
 */
public final class Leftovers {
    private static final String GIT = ".git";

    private Leftovers() {}

    /**
     * Removes every file that Git does not know, in submodules too, with the folders that are empty
     * then.
     *
     * @param source a Git checkout; of another folder, everything stays
     */
    public static void remove(Path source) throws IOException {
        Optional<TrackedFiles> tracked = TrackedFiles.of(source);
        if (tracked.isPresent()) {
            Files.walkFileTree(source, new Removal(source, tracked.get()));
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        private final Path root;
        private final TrackedFiles tracked;

        Removal(Path root, TrackedFiles tracked) {
            this.root = root;
            this.tracked = tracked;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (folder.equals(root.resolve(GIT))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (isTracked(folder)) {
                remove(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!isTracked(file)) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!folder.equals(root) && isEmpty(folder)) {
                Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
        }

        // Of a folder: a submodule, which has an index of its own.
        private boolean isTracked(Path path) {
            String name = root.relativize(path).toString().replace('\\', '/');
            return tracked.ids().containsKey(name);
        }

        private static boolean isEmpty(Path folder) throws IOException {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                return !children.iterator().hasNext();
            }
        }
    }
}
