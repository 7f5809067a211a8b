package dev.buildserver.embedded.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders that are made once per user and then only read. A folder appears whole or not at all,
 * also when two processes want it at the same time or one of them is killed.
 *
 * @param folder where the entries lie; made when it is missing
 */
public record UserCache(Path folder) {
    // A file lock holds between processes only: within one, a second lock() throws.
    private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

    /** Fills an empty folder. */
    @FunctionalInterface
    public interface Filler {
        /** What is thrown here is thrown by {@link #provide}; the folder is then removed. */
        void fill(Path emptyFolder) throws IOException;
    }

    /** {@code $BUILDSERVER_CACHE}, else {@code $XDG_CACHE_HOME/buildserver}, else below home. */
    public static UserCache ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static UserCache of(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("BUILDSERVER_CACHE", "");
        if (!own.isBlank()) {
            return new UserCache(Path.of(own).toAbsolutePath());
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
        return new UserCache(caches.toAbsolutePath().resolve("buildserver"));
    }

    /**
     * The folder of that name, filled by the first caller.
     *
     * @param name a file name; it should change with the content, such as by a version
     */
    public Path provide(String name, Filler filler) throws IOException {
        Path target = folder.resolve(name);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(folder);
        Path lockFile = folder.resolve(name + ".lock");
        synchronized (LOCKS.computeIfAbsent(lockFile, path -> new Object())) {
            try (FileChannel channel =
                            FileChannel.open(
                                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid() && !Files.isDirectory(target)) {
                    fill(target, filler);
                }
            }
        }
        return target;
    }

    private void fill(Path target, Filler filler) throws IOException {
        Path unfinished = folder.resolve(target.getFileName() + ".unfinished");
        // Left by a process that was killed: the lock says that nobody works on it now.
        FolderTree.delete(unfinished);
        Files.createDirectory(unfinished);
        try {
            filler.fill(unfinished);
            moveInto(unfinished, target);
        } finally {
            FolderTree.delete(unfinished);
        }
    }

    private static void moveInto(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(source, target);
        }
    }
}
