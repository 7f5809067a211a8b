package dev.buildserver.agent.execute.warm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Links to folders of a tree, through which MSBuild finds what lies in these. */
final class LinkedFolders {
    /** A link may lie in a folder to which another one leads; they may lead in circles as well. */
    private static final int DEPTH = 2;

    /** More than there are in any tree whose links are of use to somebody. */
    private static final int MOST_PATHS = 200_000;

    private final Path source;
    private final Map<String, String> targets = new TreeMap<>();

    /**
     * @param source the real path of the tree
     */
    LinkedFolders(Path source) {
        this.source = source;
    }

    /** Takes a link into account, wherever it leads. */
    void add(String path) {
        target(source.resolve(path)).ifPresent(target -> targets.put(path, target));
    }

    /**
     * Further paths of files.
     *
     * @return empty where there are too many
     */
    Optional<List<String>> otherPaths(List<String> files) {
        NavigableSet<String> added = new TreeSet<>();
        NavigableSet<String> last = new TreeSet<>(files);
        for (int depth = 0; depth < DEPTH && !last.isEmpty(); depth++) {
            NavigableSet<String> next = new TreeSet<>();
            for (Map.Entry<String, String> link : targets.entrySet()) {
                String folder = link.getValue();
                for (String path : below(last, folder)) {
                    next.add(link.getKey() + "/" + path.substring(folder.length()));
                    if (added.size() + next.size() > MOST_PATHS) {
                        return Optional.empty();
                    }
                }
            }
            added.addAll(next);
            last = next;
        }
        return Optional.of(new ArrayList<>(added));
    }

    private static NavigableSet<String> below(NavigableSet<String> paths, String folder) {
        return folder.isEmpty()
                ? paths
                : paths.subSet(folder, true, folder + Character.MAX_VALUE, true);
    }

    /** With a slash at the end; the root is empty. */
    private Optional<String> target(Path link) {
        try {
            Path target = link.toRealPath();
            if (!target.startsWith(source) || !Files.isDirectory(target)) {
                return Optional.empty();
            }
            String path = source.relativize(target).toString().replace('\\', '/');
            return Optional.of(path.isEmpty() ? path : path + "/");
        } catch (IOException e) {
            // It leads nowhere, or round in circles.
            return Optional.empty();
        }
    }
}
