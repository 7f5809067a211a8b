package dev.buildserver.agent.cached.remote;

import jakarta.inject.Singleton;
import java.time.Duration;

/** How many entries all attempts of the agent are still to give to the cache service. */
@Singleton
public final class PendingUploads {
    private int pending;

    synchronized void more(int entries) {
        pending += entries;
    }

    synchronized void done(int entries) {
        pending -= entries;
        notifyAll();
    }

    /** Entries that were not stored yet. */
    public synchronized int count() {
        return pending;
    }

    /**
     * Waits until there are none.
     *
     * @return whether there are none
     */
    public synchronized boolean awaitNone(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toMillis(); pending > 0 && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return pending == 0;
    }
}
