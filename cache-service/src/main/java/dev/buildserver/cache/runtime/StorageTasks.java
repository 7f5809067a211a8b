package dev.buildserver.cache.runtime;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of the object storage side by side: a batch of small ones would otherwise wait for each in
 * turn. Tasks never wait for other tasks.
 */
@Singleton
public class StorageTasks {
    private static final int WIDTH = 16;
    private static final int MOST_COPIES = 32;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ExecutorService calls =
            Executors.newFixedThreadPool(WIDTH, runnable -> daemon(runnable, "storage-call"));
    private final ExecutorService copies =
            new ThreadPoolExecutor(
                    0,
                    MOST_COPIES,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    runnable -> daemon(runnable, "storage-copy"));

    /** A call that begins as soon as a thread is free. */
    public <T> Future<T> begin(Callable<T> call) {
        return calls.submit(call);
    }

    /**
     * Makes calls side by side; the first failure is thrown when all have ended.
     *
     * @return what they gave, in their order
     */
    public <T> List<T> all(List<? extends Callable<T>> list) {
        List<Future<T>> begun = new ArrayList<>();
        list.forEach(call -> begun.add(begin(call)));
        List<T> results = new ArrayList<>(begun.size());
        RuntimeException failure = null;
        for (Future<T> future : begun) {
            try {
                results.add(await(future));
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /**
     * What a call gave.
     *
     * @throws BuildServerException {@code UNAVAILABLE} when it takes too long; else what it threw
     */
    public <T> T await(Future<T> future) {
        try {
            return future.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new BuildServerException(
                            ErrorCode.UNAVAILABLE, "The object storage broke off", e.getCause());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage is too slow", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildServerException(ErrorCode.UNAVAILABLE, "The service is stopping", e);
        }
    }

    /**
     * Begins a copy that may last.
     *
     * @throws java.util.concurrent.RejectedExecutionException when there are too many
     */
    public void copy(Runnable copy) {
        copies.execute(copy);
    }

    void stop(@Observes ShutdownEvent stopping) {
        calls.shutdownNow();
        copies.shutdownNow();
    }

    private static Thread daemon(Runnable runnable, String name) {
        Thread thread = new Thread(runnable, name);
        thread.setDaemon(true);
        return thread;
    }
}
