package dev.buildserver.agent.fetch;

import java.io.InterruptedIOException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Tells a fetch to end. Thread-safe. */
final class FetchWatch extends EmptyProgressMonitor {
    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
    }

    /**
     * JGit returns from a cancelled fetch as if it were complete.
     *
     * @throws InterruptedIOException when the fetch was told to end
     */
    void throwIfCancelled() throws InterruptedIOException {
        if (cancelled) {
            throw new InterruptedIOException("the fetch was told to end");
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }
}
