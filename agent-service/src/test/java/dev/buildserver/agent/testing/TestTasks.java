package dev.buildserver.agent.testing;

import dev.buildserver.agent.tasks.Tasks;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Threads for tests without a container. */
public final class TestTasks implements Tasks, AutoCloseable {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);

    @Override
    public <T> Future<T> start(String name, Callable<T> task) {
        return threads.submit(task);
    }

    @Override
    public Future<?> later(Duration delay, Runnable task) {
        return threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
