package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.load.Gates;
import dev.buildserver.benchmarks.load.Gates.Point;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.load.LoadPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * The queue as its users have it, PostgreSQL deciding: builds are asked for through the API while
 * no agent takes any, then agents take all of them and do nothing. Both go through HTTP one by one;
 * the orchestrator makes batches of what comes in at the same time.
 */
final class DurableQueue {
    private static final int AGENTS = 200;
    private static final int MOST_SLOTS = 64;

    /** What the agents can hold. */
    static final int MOST_BUILDS = AGENTS * MOST_SLOTS;

    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final LoadPlan plan;
    private final int builds;

    /**
     * @param builds no more than {@link #MOST_BUILDS}
     */
    DurableQueue(int builds, int inFlight, int tenants, int projects) {
        this.builds = builds;
        int slots = (builds + AGENTS - 1) / AGENTS;
        this.plan =
                new LoadPlan(
                        AGENTS,
                        slots,
                        inFlight,
                        0,
                        tenants,
                        projects,
                        // Told when the measuring is over.
                        1,
                        false,
                        LoadPlan.Way.straight(System.nanoTime()));
    }

    /** Puts the rates into the results. */
    List<Finding> measure(Map<String, Object> results, PrintWriter out) throws Exception {
        try (LoadedStack stack = LoadedStack.start(plan, new Gates())) {
            Load load = stack.load();
            load.faults().shut(Point.LEASED);
            // The first tenth does not count.
            int first = builds / 10;
            load.keepWaiting(builds);
            load.awaitWaiting(first, LONGEST);
            double put = seconds(() -> load.awaitWaiting(builds, LONGEST));
            load.rest();
            load.takeWork();
            load.awaitLeased(builds - first, LONGEST);
            double take = seconds(() -> load.awaitLeased(0, LONGEST));
            int counted = builds - first;
            results.put("durableEnqueuesPerSecond", counted / put);
            results.put("durableDequeuesPerSecond", counted / take);
            results.put("durableOpsPerSecond", counted / (put + take));
            load.faults().openGates();
            return stack.audit(true, out);
        }
    }

    private interface Wait {
        void end() throws InterruptedException, TimeoutException;
    }

    private static double seconds(Wait wait) throws InterruptedException, TimeoutException {
        long began = System.nanoTime();
        wait.end();
        return (System.nanoTime() - began) / 1e9;
    }
}
