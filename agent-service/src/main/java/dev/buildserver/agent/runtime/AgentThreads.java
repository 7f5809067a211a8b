package dev.buildserver.agent.runtime;

import dev.buildserver.agent.tasks.Tasks;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** The agent's threads: three loops, and a handful for each slot. All are daemons. */
@Singleton
class AgentThreads implements Tasks {
    private static final Logger LOG = Logger.getLogger(AgentThreads.class);

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, this::thread);

    AgentThreads() {
        // What ended an hour before its timeout would be held for that hour.
        timers.setRemoveOnCancelPolicy(true);
    }

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

    // Mostly nobody looks at what becomes of it.
    @Override
    public Future<Void> start(String name, Runnable task) {
        return Tasks.super.start(name, () -> told(name, task));
    }

    @Override
    public Future<?> later(Duration delay, Runnable task) {
        // The timer's one thread must never be held up: what it triggers may take long.
        return timers.schedule(
                () -> threads.execute(() -> told("a delayed task", task)),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void told(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            // When all is interrupted, much fails.
            Level level = threads.isShutdown() ? Level.DEBUG : Level.ERROR;
            LOG.logf(level, e, "%s ended by a fault of this agent", name);
            throw e;
        }
    }

    /** Interrupts everything. */
    void stop() {
        timers.shutdownNow();
        threads.shutdownNow();
    }
}
