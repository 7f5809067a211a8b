package dev.buildserver.contract.agent;

import dev.buildserver.domain.agent.TargetType;

/**
 * A pool and the sums over its agents.
 *
 * @param averageCpuPercent over connected agents
 * @param totalDiskBytes available
 * @param queueLength ready builds
 */
public record PoolDetails(
        String name,
        TargetType targetType,
        int totalAgents,
        int idleAgents,
        int buildingAgents,
        int offlineAgents,
        int maintenanceAgents,
        double averageCpuPercent,
        double averageMemoryPercent,
        long totalDiskBytes,
        int queueLength) {}
