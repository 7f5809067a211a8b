package dev.buildserver.orchestrator.runtime;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the executors of this service; each has a name and a bound. */
final class Threads {
    private static final int DISPATCH_THREADS = 2;
    // One waiting run per pool at most, see PoolDispatch; this only catches a mistake.
    private static final int DISPATCH_BACKLOG = 1_000;
    // One for each kind: submissions, ends of attempts, batches of events, heartbeats.
    private static final int WRITER_THREADS = 4;

    @Produces
    @Singleton
    @Dispatching
    ExecutorService dispatching() {
        return bounded("dispatch", DISPATCH_THREADS, DISPATCH_BACKLOG);
    }

    @Produces
    @Singleton
    @Writing
    ExecutorService writing() {
        return bounded("writer", WRITER_THREADS, WRITER_THREADS);
    }

    void stop(@Disposes @Dispatching ExecutorService executor) {
        executor.shutdownNow();
    }

    void stopWriting(@Disposes @Writing ExecutorService executor) {
        executor.shutdownNow();
    }

    private static ExecutorService bounded(String name, int threads, int backlog) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(backlog),
                        named(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
