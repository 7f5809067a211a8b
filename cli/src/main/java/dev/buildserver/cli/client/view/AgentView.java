package dev.buildserver.cli.client.view;

import java.time.Instant;
import java.util.List;

/**
 * An agent.
 *
 * @param currentJob such as {@code MyApp #12}; null when idle
 * @param cpuUsage percent; null before the first heartbeat
 */
public record AgentView(
        String agentId,
        String hostname,
        String pool,
        String targetType,
        String status,
        String currentJob,
        Double cpuUsage,
        Double memoryUsage,
        Instant lastHeartbeat,
        CapabilitiesView capabilities,
        MaintenanceView maintenance) {

    /** Why an agent takes no work; null while it may. */
    public record MaintenanceView(String reason, String by, Instant since, Instant drainDeadline) {}

    /** What an agent can do. */
    public record CapabilitiesView(
            List<String> installedSdks,
            List<String> sdkVersions,
            List<String> installedTools,
            Integer maxConcurrentBuilds,
            Long availableDiskSpaceGB) {
        public CapabilitiesView {
            installedSdks = installedSdks == null ? List.of() : List.copyOf(installedSdks);
            sdkVersions = sdkVersions == null ? List.of() : List.copyOf(sdkVersions);
            installedTools = installedTools == null ? List.of() : List.copyOf(installedTools);
        }
    }
}
