package dev.buildserver.orchestrator.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A task that waits for an agent.
 *
 * @param priority 0 to 3, the highest first
 * @param version of the task's row; an index entry of a lower version is outdated
 * @param readyAt orders tasks of one priority
 * @param delay how long it must still wait; zero when it may be leased now
 * @param excluded agents that should not get it while it is young
 */
public record ReadyTask(
        TaskKey key,
        String pool,
        int priority,
        int version,
        Instant readyAt,
        Duration delay,
        List<String> excluded) {
    public ReadyTask {
        delay = delay.isNegative() ? Duration.ZERO : delay;
        excluded = List.copyOf(excluded);
    }
}
