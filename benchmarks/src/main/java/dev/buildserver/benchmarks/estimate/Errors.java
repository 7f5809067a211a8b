package dev.buildserver.benchmarks.estimate;

import dev.buildserver.benchmarks.measure.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How far estimates of one thing were off. */
final class Errors {
    private final Samples seconds = new Samples();
    private final Samples ratios = new Samples();
    private double sum;
    private double waits;

    /**
     * @param from when it was estimated
     */
    void add(Instant from, Instant estimated, Instant actual) {
        double error = seconds(actual, estimated);
        double wait = seconds(from, actual);
        seconds.add(Math.abs(error));
        // Of a wait shorter than a second the error is not worth a ratio.
        ratios.add(Math.abs(error) / Math.max(1, wait));
        sum += error;
        waits += Math.abs(wait);
    }

    /** Median and 90th percentile of the distance, the same by the time to wait, and the bias. */
    void put(Map<String, Object> results, String what) {
        results.put(what + "Samples", seconds.count());
        if (seconds.count() > 0) {
            results.put(what + "WaitMeanSeconds", waits / seconds.count());
            results.put(what + "ErrorP50Seconds", seconds.median());
            results.put(what + "ErrorP90Seconds", seconds.percentile(90));
            results.put(what + "ErrorRatioP50", ratios.median());
            results.put(what + "ErrorRatioP90", ratios.percentile(90));
            // Above 0: the estimate was later than the truth.
            results.put(what + "BiasSeconds", sum / seconds.count());
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
