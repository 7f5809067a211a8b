package dev.buildserver.orchestrator.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A task that waits for an agent.
 *
 * @param priority 0 to 3, the highest first
 * @param version of the task's row; an index entry of a lower version is outdated
 * @param readyAt since when it waits
 * @param delay how long it must still wait; zero when it may be leased now
 * @param excluded agents that should not get it while it is young
 * @param tenant takes turns with other tenants of the same priority
 * @param project takes turns with other projects of its tenant
 * @param requirements class of equal requirements; empty: any agent of the pool
 * @param affinity key of the workspace that an agent may hold warm; empty: none
 */
public record ReadyTask(
        TaskKey key,
        String pool,
        int priority,
        int version,
        Instant readyAt,
        Duration delay,
        List<String> excluded,
        String tenant,
        String project,
        String requirements,
        String affinity) {
    public ReadyTask {
        delay = delay.isNegative() ? Duration.ZERO : delay;
        excluded = List.copyOf(excluded);
    }
}
