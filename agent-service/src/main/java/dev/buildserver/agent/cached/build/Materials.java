package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.cached.entry.StoredFile;
import dev.buildserver.agent.cached.store.CacheLevel;
import dev.buildserver.agent.cached.tree.TreePath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Writes stored files into a tree. They are copies: builds write into files in place. */
public final class Materials {
    private final Path source;
    private final CacheLevel cache;
    private final Map<String, Path> written = new ConcurrentHashMap<>();
    private final Set<Path> safeFolders = new HashSet<>();

    /**
     * @param source root of the tree, a real path
     */
    public Materials(Path source, CacheLevel cache) {
        this.source = source;
        this.cache = cache;
    }

    /** Begins with files that are to be placed now; has to come first. */
    public void bring(Collection<StoredFile> files) throws IOException {
        cache.bring(files.stream().map(StoredFile::sha256).distinct().toList());
        // Builds may have run since, and put links where folders were, or changed files.
        safeFolders.clear();
        written.clear();
    }

    /**
     * Writes all of them, several at a time.
     *
     * @return false where a content is missing; some files may have been written then
     */
    public boolean place(Collection<StoredFile> files) throws IOException {
        Map<String, List<StoredFile>> byState = new HashMap<>();
        for (StoredFile file : files) {
            prepare(TreePath.resolve(source, file.path()).getParent());
            byState.computeIfAbsent(file.state(), state -> new ArrayList<>()).add(file);
        }
        Queue<IOException> troubles = new ConcurrentLinkedQueue<>();
        boolean placed =
                byState.values().parallelStream()
                        .map(same -> placeSame(same, troubles))
                        .reduce(true, Boolean::logicalAnd);
        if (!troubles.isEmpty()) {
            throw troubles.remove();
        }
        return placed;
    }

    /** Removes what only builds of other projects needed, and a plain build does not make. */
    void removePassing(ProjectState state) throws IOException {
        for (String path : state.passing()) {
            Path file = TreePath.resolve(source, path);
            if (Files.deleteIfExists(file)) {
                removeUnlessUsed(file.getParent());
            }
        }
    }

    // Other projects may put their outputs there, too, and this one some more.
    private static void removeUnlessUsed(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            // Whoever still uses it removes it.
        }
    }

    // Many projects have copies of one file: each content is read and checked once. Nothing is
    // thrown here: then all have come to their end when the first trouble is told.
    private boolean placeSame(List<StoredFile> files, Queue<IOException> troubles) {
        try {
            for (StoredFile file : files) {
                if (!place(file)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            troubles.add(e);
            return false;
        }
    }

    private boolean place(StoredFile file) throws IOException {
        Path target = TreePath.resolve(source, file.path());
        Files.deleteIfExists(target);
        Path same = written.get(file.state());
        if (same != null) {
            Files.copy(same, target);
        } else if (cache.read(file.sha256(), target)) {
            written.put(file.state(), target);
        } else {
            return false;
        }
        if (file.program() && !target.toFile().setExecutable(true, false)) {
            throw new IOException(target + " can't be made executable");
        }
        return true;
    }

    // A tree may hold links that lead anywhere on this machine.
    private void prepare(Path folder) throws IOException {
        if (safeFolders.contains(folder)) {
            return;
        }
        if (!folder.equals(source)) {
            prepare(folder.getParent());
        }
        if (!Files.exists(folder)) {
            Files.createDirectory(folder);
        }
        if (!folder.toRealPath().equals(folder)) {
            throw new IOException(folder + " leads out of the source tree");
        }
        safeFolders.add(folder);
    }
}
