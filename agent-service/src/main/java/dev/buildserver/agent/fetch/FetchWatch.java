package dev.buildserver.agent.fetch;

import dev.buildserver.agent.tasks.MonotonicClock;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Sees whether a Git server still sends, and tells it to end. Thread-safe. */
final class FetchWatch extends EmptyProgressMonitor {
    private static final long NOT_READING = Long.MIN_VALUE;

    private final MonotonicClock clock;
    private volatile boolean cancelled;
    private volatile long readingSinceNanos = NOT_READING;

    FetchWatch(MonotonicClock clock) {
        this.clock = clock;
    }

    /** A wait for the server begins. */
    void reading() {
        readingSinceNanos = clock.nanos();
    }

    /** The server sent something. */
    void read() {
        readingSinceNanos = NOT_READING;
    }

    /** Whether the server has let a read wait for longer than this. */
    boolean isStalledFor(Duration time) {
        long since = readingSinceNanos;
        return since != NOT_READING && clock.nanos() - since > time.toNanos();
    }

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
