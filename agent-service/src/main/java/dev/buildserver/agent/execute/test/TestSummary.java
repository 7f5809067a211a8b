package dev.buildserver.agent.execute.test;

import dev.buildserver.contract.build.TestFailure;
import dev.buildserver.contract.build.TestResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sums test runs up. */
public final class TestSummary {
    private final int maxFailures;
    private final List<TestFailure> failures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean complete = true;
    private int runs;
    private int total;
    private int passed;
    private int failed;
    private int cached;
    private Duration duration = Duration.ZERO;

    /**
     * @param maxFailures failures beyond are counted, not kept
     */
    public TestSummary(int maxFailures) {
        this.maxFailures = maxFailures;
    }

    int maxFailures() {
        return maxFailures;
    }

    /** Adds a run. */
    public void add(TrxFile run) {
        runs++;
        total += run.total();
        passed += run.passed();
        failed += run.failed();
        duration = duration.plus(run.duration());
        problems.addAll(run.problems());
        run.failures().stream().limit(maxFailures - failures.size()).forEach(failures::add);
    }

    /** Adds a run that was not repeated. */
    public void addCached(TrxFile run) {
        add(run);
        cached += run.total();
    }

    /** A run left something that can't be read. */
    public void addUnreadable(String file, String why) {
        problems.add(file + ": " + why);
        complete = false;
    }

    /** Whether all that runs left could be read. */
    public boolean isComplete() {
        return complete;
    }

    public boolean isEmpty() {
        return runs == 0;
    }

    public int failed() {
        return failed;
    }

    /** What runs reported about themselves, such as that their host died. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    public TestResults results() {
        int skipped = Math.max(0, total - passed - failed);
        return new TestResults(total, passed, failed, skipped, duration, failures, cached);
    }

    /** Such as {@code 12 tests: 10 passed, 1 failed, 1 skipped}. */
    public String describe() {
        TestResults all = results();
        String counts =
                "%d test%s: %d passed, %d failed, %d skipped"
                        .formatted(
                                all.total(),
                                all.total() == 1 ? "" : "s",
                                all.passed(),
                                all.failed(),
                                all.skipped());
        return cached == 0 ? counts : counts + "; " + cached + " of them from the cache";
    }
}
