package dev.buildserver.gateway.agent;

import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An agent as clients see it.
 *
 * @param currentJob what it builds, for people, such as {@code MyApp #12}; absent when idle
 * @param currentBuilds what it builds
 * @param maintenance absent while it may take work
 * @param cpuUsage percent; absent before the first heartbeat
 * @param memoryUsage percent; absent before the first heartbeat
 */
public record AgentView(
        String agentId,
        String hostname,
        TargetType targetType,
        String pool,
        AgentStatus status,
        String currentJob,
        List<CurrentBuild> currentBuilds,
        Double cpuUsage,
        Double memoryUsage,
        CapabilitiesView capabilities,
        Instant lastHeartbeat,
        String agentVersion,
        MaintenanceView maintenance) {

    /**
     * Why an agent takes no work.
     *
     * @param reason absent when none was given
     * @param drainDeadline from then on what it runs is handed back; absent: that may finish
     */
    public record MaintenanceView(String reason, String by, Instant since, Instant drainDeadline) {}

    /** A build on an agent. */
    public record CurrentBuild(UUID executionId, String projectName, long buildNumber) {}

    /**
     * What an agent can do.
     *
     * @param installedSdks target frameworks of the newest kind that each SDK builds, such as
     *     {@code net8.0}
     * @param sdkVersions the SDKs themselves, such as {@code 8.0.404}
     * @param availableDiskSpaceGB gigabytes (10^9 bytes), rounded down; absent before the first
     *     heartbeat
     * @param totalMemoryGB gigabytes (10^9 bytes), rounded down
     */
    public record CapabilitiesView(
            List<String> installedSdks,
            List<String> sdkVersions,
            List<String> installedTools,
            int maxConcurrentBuilds,
            Long availableDiskSpaceGB,
            int cpuCores,
            long totalMemoryGB,
            String os,
            String architecture,
            Map<String, String> labels) {}
}
