package dev.buildserver.agent.cached.tree;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The files of an attempt's source: known from the start, on disk when somebody needs them there.
 * Not thread-safe.
 */
public interface Checkout {
    /** The tree that is on disk, or would be. */
    Tree tree() throws IOException;

    /** Whether all files are on disk. */
    boolean isWritten();

    /**
     * Writes the files that are not on disk yet.
     *
     * @throws IOException also when the attempt has to stop; check the signal
     */
    void write() throws IOException;

    /**
     * A tree that is on disk already.
     *
     * @param root a real path
     * @param commit what Git's own folder is for
     */
    static Checkout of(Path root, String commit) {
        return new Checkout() {
            @Override
            public Tree tree() throws IOException {
                return Tree.of(root.toRealPath(), commit);
            }

            @Override
            public boolean isWritten() {
                return true;
            }

            @Override
            public void write() {}
        };
    }
}
