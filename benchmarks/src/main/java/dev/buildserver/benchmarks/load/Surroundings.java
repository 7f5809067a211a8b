package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.workload.AttemptScript;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/** What all agents share. */
record Surroundings(
        Vertx vertx,
        Calls orchestrator,
        Credential poolToken,
        String pool,
        AttemptScript script,
        HoldLine holdLine,
        Ledger ledger,
        Meter meter,
        RandomGenerator random) {

    /**
     * Does something later, on the same event loop.
     *
     * @param millis at least 1
     */
    void after(long millis, Runnable task) {
        vertx.setTimer(millis, timer -> task.run());
    }
}
