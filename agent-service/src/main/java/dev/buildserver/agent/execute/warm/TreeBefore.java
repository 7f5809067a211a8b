package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a tree held before tests ran. What they leave beside them is no output: the next
 * build would find it there, and so would the tests that run again.
 */
public final class TreeBefore {
    private final Path source;
    private final Map<Path, State> before = new HashMap<>();

    private TreeBefore(Path source) {
        this.source = source;
    }

    /** How the tree is now. */
    public static TreeBefore of(Path source) throws IOException {
        TreeBefore tree = new TreeBefore(source);
        states(source, tree.before);
        return tree;
    }

    /** Compares it with how it is now. */
    public Since since() throws IOException {
        Map<Path, State> now = new HashMap<>();
        boolean complete = states(source, now);
        List<Path> added = now.keySet().stream().filter(f -> !before.containsKey(f)).toList();
        boolean intact =
                complete
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

        /**
         * Removes the files that have come; folders stay.
         *
         * @return whether all are gone; some may lie in a folder that was shut
         */
        public boolean removeAdded() {
            boolean removed = true;
            for (Path file : added) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    removed = false;
                }
            }
            return removed;
        }
    }

    private static boolean states(Path source, Map<Path, State> states) throws IOException {
        return TreeWalk.files(
                source,
                (file, attributes) ->
                        states.put(
                                file, new State(attributes.size(), attributes.lastModifiedTime())));
    }

    private record State(long sizeBytes, FileTime modified) {}
}
