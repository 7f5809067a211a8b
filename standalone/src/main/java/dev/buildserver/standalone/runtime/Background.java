package dev.buildserver.standalone.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Work beside the calling thread. Its threads keep no JVM alive. */
public final class Background implements AutoCloseable {
    // More than the stack has parts: a part that waits must not keep the next one from starting.
    private static final int THREADS = 16;

    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    THREADS,
                    work -> {
                        Thread thread = new Thread(work, "launcher");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** Runs the work now; the result fails with what it throws. */
    public <T> CompletableFuture<T> run(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    /** Runs the work later, unless this is closed before. */
    public void runAfter(Duration delay, Runnable work) {
        threads.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
