package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files that a tree held before tests ran. What they leave beside them is no output: the next
 * build would find it there, and so would the tests that run again.
 */
public final class TreeBefore {
    private static final Set<String> LEFT_ALONE = Set.of(".git", "node_modules");

    private final Path source;
    private final Map<Path, State> before = new HashMap<>();

    private TreeBefore(Path source) {
        this.source = source;
    }

    /** How the tree is now. */
    public static TreeBefore of(Path source) throws IOException {
        TreeBefore tree = new TreeBefore(source);
        Files.walkFileTree(source, new Reading(tree.before));
        return tree;
    }

    /** Compares it with how it is now. */
    public Since since() throws IOException {
        Map<Path, State> now = new HashMap<>();
        Reading reading = new Reading(now);
        Files.walkFileTree(source, reading);
        List<Path> added = now.keySet().stream().filter(f -> !before.containsKey(f)).toList();
        boolean intact =
                reading.complete
                        && before.entrySet().stream()
                                .allMatch(old -> old.getValue().equals(now.get(old.getKey())));
        return new Since(added, intact);
    }

    /**
     * What has happened since.
     *
     * @param added files that have come
     * @param intact whether all those that there were are as they were; false where it can't be
     *     told
     */
    public record Since(List<Path> added, boolean intact) {
        public Since {
            added = List.copyOf(added);
        }

        /** Removes the files that have come; folders stay. */
        public void removeAdded() throws IOException {
            for (Path file : added) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static final class Reading extends SimpleFileVisitor<Path> {
        private final Map<Path, State> states;
        private boolean complete = true;

        Reading(Map<Path, State> states) {
            this.states = states;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return LEFT_ALONE.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            states.put(file, new State(attributes.size(), attributes.lastModifiedTime()));
            return FileVisitResult.CONTINUE;
        }

        // A folder that tests have shut.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            complete = false;
            return FileVisitResult.CONTINUE;
        }
    }

    private record State(long sizeBytes, FileTime modified) {}
}
