package dev.buildserver.orchestrator.metrics;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.orchestrator.fleet.Fleet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Gauges of agents, pools and queues. Every replica shows the same figures, those of the database:
 * take the maximum over replicas, not the sum.
 */
@ApplicationScoped
class FleetMetrics {
    private static final Logger LOG = Logger.getLogger(FleetMetrics.class);

    private final Fleet fleet;
    private final AtomicInteger activeAgents = new AtomicInteger();
    private final AtomicInteger queuedBuilds = new AtomicInteger();
    private final MultiGauge queueLength;
    private final MultiGauge utilization;
    private final MultiGauge cpu;
    private final MultiGauge memory;

    FleetMetrics(Fleet fleet, MeterRegistry registry) {
        this.fleet = fleet;
        Gauge.builder("active_agents", activeAgents, AtomicInteger::get)
                .description("Agents that are connected")
                .register(registry);
        Gauge.builder("queued_builds", queuedBuilds, AtomicInteger::get)
                .description("Builds that are ready and wait for an agent")
                .register(registry);
        queueLength = gauge("build_queue_length", "Ready builds of a pool", registry);
        utilization =
                gauge("agent_utilization_percent", "Busy agents of a pool's connected", registry);
        cpu = gauge("agent_cpu_usage_percent", "CPU load of an agent's machine", registry);
        memory =
                gauge(
                        "agent_memory_usage_percent",
                        "Memory in use on an agent's machine",
                        registry);
    }

    /** Reads the figures anew. Keeps the last ones while the database is away. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void refresh() {
        try {
            show(fleet.agents(), fleet.pools());
        } catch (BuildServerException e) {
            LOG.debugf("The fleet's figures are not to be had: %s", e.getMessage());
        }
    }

    private void show(List<AgentDetails> agents, List<PoolDetails> pools) {
        List<AgentDetails> connected =
                agents.stream().filter(a -> a.status() != AgentStatus.OFFLINE).toList();
        activeAgents.set(connected.size());
        queuedBuilds.set(pools.stream().mapToInt(PoolDetails::queueLength).sum());
        queueLength.register(rows(pools, PoolDetails::queueLength), true);
        utilization.register(rows(pools, FleetMetrics::utilization), true);
        cpu.register(usageRows(connected, Usage::cpuPercent), true);
        memory.register(usageRows(connected, Usage::memoryPercent), true);
    }

    private static double utilization(PoolDetails pool) {
        int connected = pool.totalAgents() - pool.offlineAgents();
        return connected == 0 ? 0 : 100.0 * pool.buildingAgents() / connected;
    }

    private static List<Row<?>> rows(
            List<PoolDetails> pools, ToDoubleFunction<PoolDetails> figure) {
        return pools.stream()
                .<Row<?>>map(p -> Row.of(Tags.of("pool", p.name()), figure.applyAsDouble(p)))
                .toList();
    }

    private static List<Row<?>> usageRows(
            List<AgentDetails> agents, ToDoubleFunction<Usage> figure) {
        return agents.stream()
                .filter(agent -> agent.usage() != null)
                .<Row<?>>map(
                        agent ->
                                Row.of(
                                        Tags.of("agent", agent.agentId(), "pool", agent.pool()),
                                        figure.applyAsDouble(agent.usage())))
                .toList();
    }

    private static MultiGauge gauge(String name, String description, MeterRegistry registry) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
