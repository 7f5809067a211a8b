package dev.buildserver.gateway.agent;

import dev.buildserver.domain.agent.AgentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How an agent is.
 *
 * @param healthy connected, and every check is passed
 * @param cpuUsage percent; absent before the first heartbeat
 * @param memoryUsage percent; absent before the first heartbeat
 * @param diskSpaceAvailableGB gigabytes (10^9 bytes), rounded down; absent before the first
 *     heartbeat
 * @param uptime since it connected, whole seconds; absent while offline
 */
public record AgentHealthView(
        String agentId,
        boolean healthy,
        AgentStatus status,
        Double cpuUsage,
        Double memoryUsage,
        Long diskSpaceAvailableGB,
        Instant lastHeartbeat,
        Duration uptime,
        List<Check> checks) {

    /**
     * One of the agent's own checks.
     *
     * @param status Healthy or Unhealthy
     * @param detail may be absent
     */
    public record Check(String name, String status, String detail) {}
}
