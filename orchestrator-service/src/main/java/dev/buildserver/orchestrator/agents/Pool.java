package dev.buildserver.orchestrator.agents;

import dev.buildserver.domain.agent.TargetType;

/**
 * A group of like agents.
 *
 * @param name as it was configured; compared in any case
 */
public record Pool(String name, TargetType targetType) {}
