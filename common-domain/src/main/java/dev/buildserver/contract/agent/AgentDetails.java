package dev.buildserver.contract.agent;

import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import java.time.Instant;
import java.util.List;

/**
 * An agent, as operators see it.
 *
 * @param agentId its configured name
 * @param usage null before the first heartbeat
 * @param connectedSince null while offline
 * @param maintenance null while it may take work
 */
public record AgentDetails(
        String agentId,
        String hostname,
        String pool,
        TargetType targetType,
        AgentStatus status,
        List<RunningJob> running,
        Usage usage,
        Capabilities capabilities,
        Instant lastHeartbeat,
        Instant connectedSince,
        List<HealthCheck> checks,
        String agentVersion,
        Maintenance maintenance) {
    public AgentDetails {
        running = running == null ? List.of() : List.copyOf(running);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** A build on the agent. */
    public record RunningJob(java.util.UUID executionId, String projectName, long buildNumber) {}
}
