package dev.buildserver.gateway.agent;

import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.domain.agent.TargetType;

/**
 * How a pool is.
 *
 * @param healthyAgents connected and not taken out of service
 * @param averageCpuUsage percent, over connected agents
 * @param averageMemoryUsage percent, over connected agents
 * @param totalDiskSpaceGB available, gigabytes (10^9 bytes), rounded down
 * @param queueLength builds that wait for an agent of the pool
 */
public record PoolHealthView(
        String name,
        TargetType targetType,
        int totalAgents,
        int healthyAgents,
        int idleAgents,
        int buildingAgents,
        int offlineAgents,
        int maintenanceAgents,
        double averageCpuUsage,
        double averageMemoryUsage,
        long totalDiskSpaceGB,
        int queueLength) {

    static PoolHealthView of(PoolDetails pool) {
        return new PoolHealthView(
                pool.name(),
                pool.targetType(),
                pool.totalAgents(),
                pool.idleAgents() + pool.buildingAgents(),
                pool.idleAgents(),
                pool.buildingAgents(),
                pool.offlineAgents(),
                pool.maintenanceAgents(),
                pool.averageCpuPercent(),
                pool.averageMemoryPercent(),
                Gigabytes.of(pool.totalDiskBytes()),
                pool.queueLength());
    }
}
