package dev.buildserver.embedded;

import dev.buildserver.embedded.cache.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a store keeps its data and listens.
 *
 * @param folder the store's own; data in it survive restarts
 * @param port 0 = any free one
 * @param throwAway whether the folder is deleted when the store is closed
 */
public record StoreHome(Path folder, int port, boolean throwAway) {
    public StoreHome {
        folder = folder.toAbsolutePath().normalize();
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /** For tests: an empty folder that is deleted at the end, any free port. */
    public static StoreHome temporary() {
        try {
            return new StoreHome(Files.createTempDirectory("buildserver-store-"), 0, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that stays, any free port. */
    public static StoreHome in(Path folder) {
        return new StoreHome(folder, 0, false);
    }

    /** The same on a fixed port. */
    public StoreHome onPort(int fixedPort) {
        return new StoreHome(folder, fixedPort, throwAway);
    }

    /**
     * Starts a store here. Where it does not start, nothing is left that was to be thrown away.
     *
     * @param name of the store, for messages
     * @throws StoreStartException when it does not start; the message says why
     */
    public <S> S start(String name, Start<S> start) {
        boolean started = false;
        try {
            prepare();
            S store = start.run();
            started = true;
            return store;
        } catch (IOException e) {
            throw new StoreStartException(name + ": " + e.getMessage(), e);
        } finally {
            if (!started) {
                discard();
            }
        }
    }

    /**
     * Starts a store in its folder, which is there.
     *
     * @param <S> the store
     */
    @FunctionalInterface
    public interface Start<S> {
        S run() throws IOException;
    }

    // For the owner's eyes only.
    private void prepare() throws IOException {
        Files.createDirectories(folder.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    /**
     * Closes a store that is thrown away also when nobody else does before this JVM ends in order.
     *
     * @param store may be closed twice
     */
    public void closeAtExit(Runnable store) {
        if (throwAway) {
            Runtime.getRuntime().addShutdownHook(new Thread(store, "throw-away-store"));
        }
    }

    /** To be called when the store has ended. */
    public void discard() {
        if (throwAway) {
            try {
                FolderTree.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
