package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a tree held before tests ran. What they leave beside them is no output: the next build would
 * find it there, and so would the tests that run again.
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
        return since("");
    }

    /**
     * Compares it with how it is now, what lies in folders of some name left out.
     *
     * @param leftOut name of such a folder, or nothing
     */
    public Since since(String leftOut) throws IOException {
        Map<Path, State> now = new HashMap<>();
        boolean complete = states(source, now);
        now.keySet().removeIf(path -> isIn(leftOut, path));
        Map<Boolean, List<Path>> added =
                now.keySet().stream()
                        .filter(path -> !before.containsKey(path))
                        .collect(Collectors.partitioningBy(p -> now.get(p) == State.FOLDER));
        boolean intact =
                complete
                        && before.entrySet().stream()
                                .filter(old -> !isIn(leftOut, old.getKey()))
                                .allMatch(old -> old.getValue().equals(now.get(old.getKey())));
        return new Since(added.get(false), added.get(true), intact);
    }

    private boolean isIn(String folder, Path path) {
        Path below = source.relativize(path);
        return StreamSupport.stream(below.spliterator(), false)
                .anyMatch(name -> name.toString().equals(folder));
    }

    /**
     * What has happened since.
     *
     * @param added files that have come
     * @param folders that have come
     * @param intact whether all those that there were are as they were; false where it can't be
     *     told
     */
    public record Since(List<Path> added, List<Path> folders, boolean intact) {
        public Since {
            added = List.copyOf(added);
            // What is in a folder comes before it: then it is empty in time.
            folders = folders.stream().sorted(Comparator.reverseOrder()).toList();
        }

        /**
         * Removes what has come.
         *
         * @return whether all is gone; some may lie in a folder that was shut, or that is none of
         *     the tree any more
         */
        public boolean removeAdded() {
            boolean removed = true;
            for (Path path : added) {
                removed &= remove(path);
            }
            for (Path folder : folders) {
                removed &= remove(folder);
            }
            return removed;
        }

        // A target may have put a link where the folder was, which leads anywhere.
        private static boolean remove(Path path) {
            try {
                Path parent = path.getParent();
                if (!parent.toRealPath().equals(parent)) {
                    return false;
                }
                Files.deleteIfExists(path);
                return true;
            } catch (NoSuchFileException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private static boolean states(Path source, Map<Path, State> states) throws IOException {
        return TreeWalk.filesAndPackages(
                source,
                new TreeWalk.Visit() {
                    @Override
                    public void file(Path file, BasicFileAttributes attributes) {
                        states.put(
                                file,
                                new State(
                                        attributes.size(),
                                        attributes.lastModifiedTime(),
                                        Files.isExecutable(file)));
                    }

                    @Override
                    public void folder(Path folder) {
                        states.put(folder, State.FOLDER);
                    }
                });
    }

    private record State(long sizeBytes, FileTime modified, boolean program) {
        /** Its time changes with what lies in it. */
        static final State FOLDER = new State(0, FileTime.fromMillis(0), true);
    }
}
