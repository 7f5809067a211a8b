package dev.buildserver.orchestrator.queue;

import java.util.UUID;

/**
 * A task that a session might get. PostgreSQL decides.
 *
 * @param version that the index knew; 0 when the proposal does not come from the index
 */
public record Proposal(TaskKey key, int version, UUID sessionId) {}
