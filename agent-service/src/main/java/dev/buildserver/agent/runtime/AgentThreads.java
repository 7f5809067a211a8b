package dev.buildserver.agent.runtime;

import dev.buildserver.agent.tasks.Tasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent's threads: three loops, and a handful for each slot. All are daemons. */
@Singleton
class AgentThreads implements Tasks {
    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(this::thread);

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "agent-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public <T> Future<T> start(String name, Callable<T> task) {
        return threads.submit(
                () -> {
                    Thread.currentThread().setName(name);
                    return task.call();
                });
    }

    @Override
    public Future<?> later(Duration delay, Runnable task) {
        // The timer's one thread must never be held up: what it triggers may take long.
        return timers.schedule(
                () -> threads.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts everything. */
    void stop() {
        timers.shutdownNow();
        threads.shutdownNow();
    }
}
