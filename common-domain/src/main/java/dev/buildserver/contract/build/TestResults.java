package dev.buildserver.contract.build;

import java.time.Duration;
import java.util.List;

/**
 * Sums over all test runs of an attempt.
 *
 * @param duration sum of the tests' own durations
 * @param failures the first failures, bounded by the agent
 */
public record TestResults(
        int total,
        int passed,
        int failed,
        int skipped,
        Duration duration,
        List<TestFailure> failures) {
    public TestResults {
        failures = failures == null ? List.of() : List.copyOf(failures);
    }
}
