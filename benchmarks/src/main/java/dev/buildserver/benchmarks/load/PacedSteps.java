package dev.buildserver.benchmarks.load;

import java.util.random.RandomGenerator;

/** Attempts take some time, most of it while they log. */
final class PacedSteps implements Steps {
    private final RandomGenerator random;
    private final long millis;

    /**
     * @param millis longest pause at each point, at least 1
     */
    PacedSteps(RandomGenerator random, long millis) {
        this.random = random;
        this.millis = millis;
    }

    @Override
    public void reach(Step step, Later later, Runnable go) {
        later.after(random.nextLong(1, millis + 1), go);
    }
}
