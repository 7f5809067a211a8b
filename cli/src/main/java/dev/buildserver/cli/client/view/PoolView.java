package dev.buildserver.cli.client.view;

/**
 * A pool and the sums over its agents.
 *
 * @param queueLength builds ready for an agent
 */
public record PoolView(
        String name,
        String targetType,
        int totalAgents,
        int idleAgents,
        int buildingAgents,
        int offlineAgents,
        int maintenanceAgents,
        Double averageCpuUsage,
        Double averageMemoryUsage,
        int queueLength) {}
