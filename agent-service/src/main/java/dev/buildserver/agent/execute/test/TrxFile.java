package dev.buildserver.agent.execute.test;

import dev.buildserver.contract.build.TestFailure;
import java.time.Duration;
import java.util.List;

/**
 * What one test run wrote, as far as it is shown.
 *
 * @param total tests found
 * @param failed also those that ran into a time limit or an error of their own
 * @param duration sum of the tests' durations
 * @param failures the first ones
 * @param problems what the run itself reported as an error, such as a host that died
 */
public record TrxFile(
        int total,
        int passed,
        int failed,
        Duration duration,
        List<TestFailure> failures,
        List<String> problems) {
    public TrxFile {
        failures = List.copyOf(failures);
        problems = List.copyOf(problems);
    }

    /** Tests that were found and neither passed nor failed. */
    public int skipped() {
        return Math.max(0, total - passed - failed);
    }
}
