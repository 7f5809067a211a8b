package dev.buildserver.benchmarks.chaos;

import dev.buildserver.benchmarks.load.LoadFaults;
import dev.buildserver.benchmarks.trial.TrialStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Carries faults out at their times and notes each. */
public final class Injector {
    private final TrialStack stack;
    private final LoadFaults load;
    private final PrintWriter log;
    private final Map<String, Integer> done = new TreeMap<>();
    private final PriorityQueue<Mend> mends =
            new PriorityQueue<>(Comparator.comparingLong(Mend::atMillis));
    private long skipped;

    /** What ends a fault that does not end by itself. */
    private record Mend(long atMillis, Work work) {}

    private interface Work {
        void run() throws IOException;
    }

    /**
     * @param log gets a line for each fault
     */
    public Injector(TrialStack stack, PrintWriter log) {
        this.stack = stack;
        this.load = stack.load().faults();
        this.log = log;
    }

    /** Returns when all faults are over, those that last too. */
    public void run(long seed, Duration time, int agents, int replicas) throws Exception {
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
            case ORCHESTRATOR_STOPPED -> stopped(orchestrator(victim), fault);
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

    private boolean s3Away(Planned fault) {
        stack.cutS3();
        mends.add(new Mend(fault.atMillis() + fault.millis(), stack::mendS3));
        return true;
    }

    private static String orchestrator(int replica) {
        return "orchestrator" + (replica == 0 ? "" : "-" + (replica + 1));
    }
}
