package dev.buildserver.orchestrator.queue;

import java.util.UUID;

/**
 * A session that waits for work.
 *
 * @param slots how many tasks it takes, at least 1
 */
public record Seeker(UUID sessionId, String agentId, int slots) {}
