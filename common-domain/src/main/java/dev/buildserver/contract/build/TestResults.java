package dev.buildserver.contract.build;

import java.time.Duration;
import java.util.List;

/**
 * Sums over all test runs of an attempt.
 *
 * @param duration sum of the tests' own durations
 * @param failures the first failures, bounded by the agent
 * @param cached of all tests, those that did not run: an earlier run with equal inputs passed, and
 *     its results count
 */
public record TestResults(
        int total,
        int passed,
        int failed,
        int skipped,
        Duration duration,
        List<TestFailure> failures,
        int cached) {
    public TestResults {
        failures = failures == null ? List.of() : List.copyOf(failures);
    }

    /** Of tests that all ran. */
    public TestResults(
            int total,
            int passed,
            int failed,
            int skipped,
            Duration duration,
            List<TestFailure> failures) {
        this(total, passed, failed, skipped, duration, failures, 0);
    }
}
