package dev.buildserver.agent.tasks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** Work on other threads. The number of threads follows from the number of slots. */
public interface Tasks {
    /**
     * Runs the task at once on a thread of its own.
     *
     * @param name of the thread, for people who look at a dump
     */
    <T> Future<T> start(String name, Callable<T> task);

    /** Runs the task at once on a thread of its own. */
    default Future<Void> start(String name, Runnable task) {
        return start(
                name,
                () -> {
                    task.run();
                    return null;
                });
    }

    /** Runs a short task after the delay, unless cancelled before. */
    Future<?> later(Duration delay, Runnable task);
}
