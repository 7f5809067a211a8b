package dev.buildserver.orchestrator.queue;

import java.util.Set;

/** Event: there may be work in these pools. */
public record TasksReady(Set<String> pools) {
    public TasksReady {
        pools = Set.copyOf(pools);
    }
}
