package dev.buildserver.cli.client.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How an agent feels. Usages in percent. */
public record AgentHealthView(
        String agentId,
        boolean healthy,
        String status,
        Double cpuUsage,
        Double memoryUsage,
        Long diskSpaceAvailableGB,
        Instant lastHeartbeat,
        Duration uptime,
        List<Check> checks) {
    public AgentHealthView {
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** One of the agent's own checks. */
    public record Check(String name, String status, String detail) {}
}
