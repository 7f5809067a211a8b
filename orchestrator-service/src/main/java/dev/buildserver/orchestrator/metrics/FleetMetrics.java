package dev.buildserver.orchestrator.metrics;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.orchestrator.agents.AgentDirectory;
import dev.buildserver.orchestrator.requirement.RequirementClasses;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Samples agents and queues; every replica tells the same. */
@ApplicationScoped
class FleetMetrics {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final double PERCENT = 100;
    private static final String NO_TENANT = "";

    private final AgentDirectory directory;
    private final WaitingTasks waiting;
    private final RequirementClasses classes;
    private final Ticker ticker;
    private final MultiGauge cpu;
    private final MultiGauge memory;
    private final MultiGauge utilization;
    private final MultiGauge queueLength;
    private final MultiGauge agentsDesired;
    private volatile long activeAgents;
    private volatile long queuedBuilds;

    FleetMetrics(
            AgentDirectory directory,
            WaitingTasks waiting,
            RequirementClasses classes,
            Ticker ticker,
            MeterRegistry registry) {
        this.directory = directory;
        this.waiting = waiting;
        this.classes = classes;
        this.ticker = ticker;
        this.cpu = gauges(registry, "agent.cpu.usage.percent", "CPU usage of an agent's machine");
        this.memory =
                gauges(
                        registry,
                        "agent.memory.usage.percent",
                        "Memory usage of an agent's machine");
        this.utilization =
                gauges(
                        registry,
                        "agent.utilization.percent",
                        "Share of a pool's connected agents that build");
        this.queueLength =
                gauges(
                        registry,
                        "build.queue.length",
                        "Tasks that one more agent of a pool could begin");
        this.agentsDesired =
                gauges(
                        registry,
                        "buildserver.agents.desired",
                        "Agents that a pool should have, for autoscaling");
        Gauge.builder("active.agents", () -> activeAgents)
                .description("Connected agents")
                .register(registry);
        Gauge.builder("queued.builds", () -> queuedBuilds)
                .description("Tasks that wait for an agent")
                .register(registry);
    }

    void start(@Observes StartupEvent started) {
        ticker.soon("sample of the fleet", this::sample);
        ticker.every(EVERY, "sample of the fleet", this::sample);
    }

    private void sample() {
        List<AgentDetails> agents = directory.agents(NO_TENANT);
        List<AgentDetails> connected =
                agents.stream().filter(agent -> agent.status() != AgentStatus.OFFLINE).toList();
        Map<String, Integer> lengths = new QueueLengths(agents, classes::of).of(waiting.groups());
        List<PoolDetails> pools = directory.pools();
        activeAgents = connected.size();
        queuedBuilds = pools.stream().mapToLong(PoolDetails::queueLength).sum();
        cpu.register(usage(connected, Usage::cpuPercent), true);
        memory.register(usage(connected, Usage::memoryPercent), true);
        utilization.register(byPool(pools, FleetMetrics::utilization), true);
        queueLength.register(byPool(pools, pool -> lengths.getOrDefault(pool.name(), 0)), true);
        agentsDesired.register(byPool(pools, pool -> desired(pool, connected, lengths)), true);
    }

    private static List<Row<?>> usage(List<AgentDetails> agents, ToDoubleFunction<Usage> value) {
        return agents.stream()
                .filter(agent -> agent.usage() != null)
                .<Row<?>>map(
                        agent ->
                                Row.of(
                                        Tags.of("agent", agent.agentId(), "pool", agent.pool()),
                                        value.applyAsDouble(agent.usage())))
                .toList();
    }

    private static List<Row<?>> byPool(
            List<PoolDetails> pools, ToDoubleFunction<PoolDetails> value) {
        return pools.stream()
                .<Row<?>>map(
                        pool -> Row.of(Tags.of("pool", pool.name()), value.applyAsDouble(pool)))
                .toList();
    }

    private static int desired(
            PoolDetails pool, List<AgentDetails> connected, Map<String, Integer> lengths) {
        List<AgentDetails> its =
                connected.stream().filter(agent -> agent.pool().equals(pool.name())).toList();
        return AgentDemand.of(its, lengths.getOrDefault(pool.name(), 0));
    }

    private static double utilization(PoolDetails pool) {
        int connected = pool.totalAgents() - pool.offlineAgents();
        return connected == 0 ? 0 : PERCENT * pool.buildingAgents() / connected;
    }

    private static MultiGauge gauges(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }
}
