package dev.buildserver.benchmarks.chaos;

import dev.buildserver.benchmarks.load.LoadFaults;
import dev.buildserver.benchmarks.trial.TrialStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/** Carries faults out at their times and notes each. */
public final class Injector {
    // The longest silence, the session's life, and the server's own grace after an outage.
    private static final Duration SILENT_WITHIN = Duration.ofSeconds(75);
    private static final Set<FaultKind> SILENCING =
            EnumSet.of(
                    FaultKind.AGENT_DIED,
                    FaultKind.AGENT_LEFT,
                    FaultKind.AGENT_FROZEN,
                    FaultKind.AGENT_CUT_OFF);

    private final TrialStack stack;
    private final LoadFaults load;
    private final int agents;
    private final int replicas;
    private final PrintWriter log;
    private final Map<String, Integer> done = new TreeMap<>();
    private final PriorityQueue<Mend> mends =
            new PriorityQueue<>(Comparator.comparingLong(Mend::atMillis));
    private final Map<Integer, List<Instant>> harms = new HashMap<>();
    private final InstantSource clock = InstantSource.system();
    private long skipped;

    /** What ends a fault that does not end by itself. */
    private record Mend(long atMillis, Work work) {}

    private interface Work {
        void run() throws IOException;
    }

    /**
     * @param log gets a line for each fault
     */
    public Injector(TrialStack stack, int agents, int replicas, PrintWriter log) {
        this.agents = agents;
        this.replicas = replicas;
        this.stack = stack;
        this.load = stack.load().faults();
        this.log = log;
    }

    /** Returns when all faults are over, those that last too. */
    public void run(long seed, Duration time) throws Exception {
        long began = System.nanoTime();
        for (Planned fault : Schedule.of(seed, time, agents, replicas)) {
            await(began, fault.atMillis());
            boolean struck = strike(fault);
            log.println(fault + (struck ? "" : "  (skipped: it does not run)"));
            log.flush();
            if (!struck) {
                skipped++;
            } else if (fault.kind() != FaultKind.CALL) {
                done.merge(fault.name(), 1, Integer::sum);
            }
        }
        await(began, time.toMillis());
        mendAll();
    }

    /** Number by kind of those that took effect. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>(done);
        counts.putAll(load.played());
        return counts;
    }

    /**
     * Of replicas one that sleeps may get all calls of an agent, which the other then finds silent.
     */
    private void harmAll() {
        for (int agent = 0; agent < agents; agent++) {
            harm(agent);
        }
    }

    private void harm(int agent) {
        harms.computeIfAbsent(agent, number -> new ArrayList<>()).add(clock.instant());
    }

    /** Whether the agent was struck so that it may have been silent then, or just before. */
    public boolean harmed(int agent, Instant then) {
        return harms.getOrDefault(agent, List.of()).stream()
                .anyMatch(harm -> harm.isBefore(then) && harm.plus(SILENT_WITHIN).isAfter(then));
    }

    /** Faults whose victim did not run just then. */
    public long skipped() {
        return skipped;
    }

    private void await(long began, long untilMillis) throws Exception {
        while (!mends.isEmpty() && mends.peek().atMillis() <= untilMillis) {
            Mend mend = mends.poll();
            pass(began, mend.atMillis());
            mend.work().run();
        }
        pass(began, untilMillis);
    }

    private void pass(long began, long untilMillis) throws InterruptedException {
        long left = untilMillis - (System.nanoTime() - began) / 1_000_000;
        if (left > 0) {
            stack.load().pass(Duration.ofMillis(left));
        }
    }

    private void mendAll() throws IOException {
        while (!mends.isEmpty()) {
            mends.poll().work().run();
        }
    }

    private boolean strike(Planned fault) throws IOException {
        int victim = fault.victim();
        return switch (fault.kind()) {
            case ORCHESTRATOR_KILLED -> stack.processes().kill(orchestrator(victim));
            case ORCHESTRATOR_STOPPED -> orchestratorStopped(fault);
            case GATEWAY_KILLED -> stack.processes().kill("gateway");
            case ARTIFACT_SERVICE_KILLED -> stack.processes().kill("artifact");
            case POSTGRES_KILLED -> stack.processes().kill("postgres");
            case POSTGRES_RESTARTED -> stack.processes().signal("postgres", "INT").isPresent();
            case REDIS_KILLED -> stack.processes().kill("redis");
            case REDIS_STOPPED -> stopped("redis", fault);
            case REDIS_FLUSHED -> stack.redis().flush();
            case S3_AWAY -> s3Away(fault);
            case AGENT_DIED, AGENT_LEFT, AGENT_FROZEN, AGENT_CUT_OFF, BUILD_CANCELLED, CALL ->
                    strikeLoad(fault);
        };
    }

    private boolean strikeLoad(Planned fault) {
        if (SILENCING.contains(fault.kind())) {
            harm(fault.victim());
        }
        switch (fault.kind()) {
            case AGENT_DIED -> load.kill(fault.victim(), fault.millis());
            case AGENT_LEFT -> load.leave(fault.victim(), fault.millis());
            case AGENT_FROZEN -> load.freeze(fault.victim(), fault.millis());
            case AGENT_CUT_OFF -> load.cutOff(fault.victim(), fault.millis());
            case BUILD_CANCELLED -> load.cancelOne();
            default -> load.play(fault.trick(), fault.victim());
        }
        return true;
    }

    private boolean stopped(String name, Planned fault) throws IOException {
        Optional<ProcessHandle> process = stack.processes().signal(name, "STOP");
        process.ifPresent(
                stopped ->
                        mends.add(
                                new Mend(
                                        fault.atMillis() + fault.millis(),
                                        () -> stack.processes().signal(stopped, "CONT"))));
        return process.isPresent();
    }

    private boolean orchestratorStopped(Planned fault) throws IOException {
        if (replicas > 1) {
            harmAll();
        }
        return stopped(orchestrator(fault.victim()), fault);
    }

    private boolean s3Away(Planned fault) {
        stack.cutS3();
        mends.add(new Mend(fault.atMillis() + fault.millis(), stack::mendS3));
        return true;
    }

    private static String orchestrator(int replica) {
        return "orchestrator" + (replica == 0 ? "" : "-" + (replica + 1));
    }
}
