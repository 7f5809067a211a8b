package dev.buildserver.cli.client;

import java.time.Duration;

/** Waits between two tries. Tests return at once. */
@FunctionalInterface
public interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
