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

    @Produces
    @Singleton
    @Dispatching
    ExecutorService dispatching() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        DISPATCH_THREADS,
                        DISPATCH_THREADS,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(DISPATCH_BACKLOG),
                        named("dispatch"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    void stop(@Disposes @Dispatching ExecutorService executor) {
        executor.shutdownNow();
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
