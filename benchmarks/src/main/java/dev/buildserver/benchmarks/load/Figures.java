package dev.buildserver.benchmarks.load;

import dev.buildserver.benchmarks.measure.Samples;
import java.util.Map;

/**
 * What was measured while the window was open.
 *
 * @param finished builds finished
 * @param submitMillis time of a submission's answer
 * @param leaseMillis from a submission's request to the lease in an agent's hand
 * @param faults number by call and kind, of the whole time
 */
public record Figures(
        long finished, Samples submitMillis, Samples leaseMillis, Map<String, Long> faults) {
    static Figures of(Meter meter) {
        return new Figures(
                meter.finishedInWindow(),
                meter.submitMillis(),
                meter.leaseMillis(),
                Map.copyOf(meter.faults()));
    }
}
