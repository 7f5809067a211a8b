package dev.buildserver.gateway.agent;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.Maintenance;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.gateway.agent.AgentHealthView.Check;
import dev.buildserver.gateway.agent.AgentView.CapabilitiesView;
import dev.buildserver.gateway.agent.AgentView.CurrentBuild;
import dev.buildserver.gateway.agent.AgentView.MaintenanceView;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** Shows agents to clients. */
@ApplicationScoped
class AgentViews {
    private final InstantSource clock;

    AgentViews(InstantSource clock) {
        this.clock = clock;
    }

    AgentListView list(AgentList agents) {
        return new AgentListView(agents.agents().stream().map(this::agent).toList());
    }

    AgentView agent(AgentDetails agent) {
        Usage usage = agent.usage();
        List<CurrentBuild> builds =
                agent.running().stream()
                        .map(
                                b ->
                                        new CurrentBuild(
                                                b.executionId(), b.projectName(), b.buildNumber()))
                        .toList();
        return new AgentView(
                agent.agentId(),
                agent.hostname(),
                agent.targetType(),
                agent.pool(),
                agent.status(),
                builds.isEmpty() ? null : names(builds),
                builds,
                usage == null ? null : usage.cpuPercent(),
                usage == null ? null : usage.memoryPercent(),
                capabilities(agent.capabilities(), usage),
                agent.lastHeartbeat(),
                agent.agentVersion(),
                maintenance(agent.maintenance()));
    }

    private static MaintenanceView maintenance(Maintenance of) {
        return of == null
                ? null
                : new MaintenanceView(of.reason(), of.by(), of.since(), of.drainDeadline());
    }

    AgentHealthView health(AgentDetails agent) {
        Usage usage = agent.usage();
        boolean checksPass = agent.checks().stream().allMatch(HealthCheck::healthy);
        return new AgentHealthView(
                agent.agentId(),
                checksPass && agent.status() != AgentStatus.OFFLINE,
                agent.status(),
                usage == null ? null : usage.cpuPercent(),
                usage == null ? null : usage.memoryPercent(),
                usage == null ? null : Gigabytes.of(usage.availableDiskBytes()),
                agent.lastHeartbeat(),
                uptime(agent.connectedSince()),
                agent.checks().stream().map(AgentViews::check).toList());
    }

    private Duration uptime(Instant since) {
        return since == null
                ? null
                : Duration.between(since, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Check check(HealthCheck check) {
        return new Check(check.name(), check.healthy() ? "Healthy" : "Unhealthy", check.detail());
    }

    private static String names(List<CurrentBuild> builds) {
        return builds.stream()
                .map(b -> b.projectName() + " #" + b.buildNumber())
                .collect(Collectors.joining(", "));
    }

    private static CapabilitiesView capabilities(Capabilities can, Usage usage) {
        if (can == null) {
            return null;
        }
        return new CapabilitiesView(
                TargetFrameworks.of(can.sdkVersions()),
                can.sdkVersions(),
                can.installedTools(),
                can.maxConcurrentBuilds(),
                usage == null ? null : Gigabytes.of(usage.availableDiskBytes()),
                can.cpuCores(),
                Gigabytes.of(can.totalMemoryBytes()),
                can.os(),
                can.architecture(),
                can.labels());
    }
}
