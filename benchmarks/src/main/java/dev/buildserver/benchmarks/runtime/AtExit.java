package dev.buildserver.benchmarks.runtime;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * How something is closed, also when this JVM is told to end before, as by SIGTERM: nothing that a
 * benchmark started outlives it. What was opened last is closed first, and everything once.
 */
public final class AtExit implements AutoCloseable {
    private static final Deque<AtExit> OPEN = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.forEach(AtExit::close), "benchmark-end"));
    }

    private final Runnable close;

    private AtExit(Runnable close) {
        this.close = close;
    }

    public static AtExit of(Runnable close) {
        AtExit open = new AtExit(close);
        OPEN.push(open);
        return open;
    }

    @Override
    public void close() {
        if (OPEN.remove(this)) {
            close.run();
        }
    }

    /** It stays. */
    public void forget() {
        OPEN.remove(this);
    }
}
