package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.measure.Samples;
import java.util.Map;

/** Statistics of times for a report. */
final class Timings {
    private Timings() {}

    /** Median, 99th percentile and number of the samples; the number alone when there are none. */
    static void put(Map<String, Object> results, String what, Samples millis) {
        if (millis.count() > 0) {
            results.put(what + "P50Millis", millis.percentile(50));
            results.put(what + "P99Millis", millis.percentile(99));
        }
        results.put(what + "Samples", millis.count());
    }
}
