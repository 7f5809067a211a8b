package dev.buildserver.benchmarks.trial;

import dev.buildserver.benchmarks.audit.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a trial.
 *
 * @param builds number by final status
 * @param ends number of attempts by the way they ended
 * @param stuck builds that have not ended
 * @param settleSeconds from the end of the faults to the end of the last build
 * @param findings broken promises
 */
public record Verdict(
        Map<String, Long> builds,
        Map<String, Long> ends,
        long stuck,
        double settleSeconds,
        List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Acknowledged submissions that are not stored, or stored twice. */
    public long lost() {
        return of("I1");
    }

    /** Results that were accepted twice, or by the wrong attempt. */
    public long acceptedTwice() {
        return of("I2");
    }

    /** Logs that are not as they were told. */
    public long logHoles() {
        return of("I8");
    }

    /** The same with more broken promises. */
    public Verdict with(List<Finding> more) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(more);
        return new Verdict(builds, ends, stuck, settleSeconds, all);
    }

    public long violations() {
        return findings.stream().mapToLong(Finding::cases).sum();
    }

    public boolean isGood() {
        return stuck == 0 && findings.isEmpty();
    }

    private long of(String invariant) {
        return findings.stream()
                .filter(finding -> finding.invariant().equals(invariant))
                .mapToLong(Finding::cases)
                .sum();
    }
}
