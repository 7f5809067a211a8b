package dev.buildserver.orchestrator.queue;

import java.util.List;
import java.util.UUID;

/**
 * A session that waits for work.
 *
 * @param slots how many tasks it takes, at least 1
 * @param classes requirement classes that its agent can serve
 * @param warm keys of workspaces that its agent holds
 */
public record Seeker(
        UUID sessionId, String agentId, int slots, List<String> classes, List<String> warm) {
    public Seeker {
        classes = List.copyOf(classes);
        warm = List.copyOf(warm);
    }
}
