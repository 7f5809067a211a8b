package dev.buildserver.contract.agent;

import java.util.List;
import java.util.UUID;

/**
 * Sign of life.
 *
 * @param sequence counts up; older ones are ignored
 * @param held attempts that the agent holds
 * @param accepting false while a guard keeps the agent from taking work
 */
public record Heartbeat(
        long sequence,
        List<UUID> held,
        int freeSlots,
        Usage usage,
        boolean accepting,
        List<HealthCheck> checks) {
    public Heartbeat {
        held = held == null ? List.of() : List.copyOf(held);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }
}
