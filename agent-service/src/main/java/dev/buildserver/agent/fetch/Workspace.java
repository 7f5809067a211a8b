package dev.buildserver.agent.fetch;

import java.nio.file.Path;

/** The folders of one attempt. Nothing is made by opening it; closing removes what was made. */
public final class Workspace implements AutoCloseable {
    private final Path root;

    Workspace(Path root) {
        this.root = root;
    }

    /** Root of the source tree. */
    public Path source() {
        return root.resolve("src");
    }

    /** Files of the attempt that are no source. */
    public Path scratch() {
        return root.resolve("tmp");
    }

    /** Events that can't be sent yet. */
    public Path spool() {
        return root.resolve("events");
    }

    @Override
    public void close() {
        FolderRemoval.remove(root);
    }
}
