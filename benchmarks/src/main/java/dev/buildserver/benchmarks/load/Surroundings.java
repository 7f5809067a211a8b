package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.audit.Ledger;
import dev.buildserver.benchmarks.workload.AttemptScript;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What an agent has around it; some of it is shared by all.
 *
 * @param artifacts where attempts upload
 * @param tricks whether the agent is to play one now
 * @param artifactShare share of the attempts that upload an artifact, 0 to 1
 */
record Surroundings(
        Later later,
        Predicate<Trick> tricks,
        Calls orchestrator,
        Calls artifacts,
        Credential poolToken,
        String pool,
        AttemptScript script,
        double artifactShare,
        Steps steps,
        Ledger ledger,
        Meter meter,
        RandomGenerator random) {

    /**
     * Does something later, on the same event loop.
     *
     * @param millis at least 1
     */
    void after(long millis, Runnable task) {
        later.after(millis, task);
    }

    /** Goes on when it may. */
    void reach(Steps.Step step, Runnable go) {
        steps.reach(step, later, go);
    }

    /** The same for an agent to which things happen. */
    Surroundings under(Fate fate) {
        return new Surroundings(
                fate,
                fate::takes,
                fate.over(orchestrator),
                fate.over(artifacts),
                poolToken,
                pool,
                script,
                artifactShare,
                steps,
                ledger,
                meter,
                random);
    }
}
