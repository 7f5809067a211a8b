package dev.buildserver.agent.tasks;

import java.time.Duration;

/** Lets time pass; tests pass it without waiting. */
@FunctionalInterface
public interface Pause {
    void pause(Duration time) throws InterruptedException;
}
