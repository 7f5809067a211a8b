package dev.buildserver.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/** Measured values of one thing. Not thread-safe. */
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    public int count() {
        return values.size();
    }

    public double median() {
        return percentile(50);
    }

    /**
     * The smallest value such that at least this share of the samples is not greater (nearest
     * rank).
     *
     * @param percent 0 to 100
     * @throws IllegalStateException without samples
     */
    public double percentile(double percent) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    public double min() {
        return percentile(0);
    }

    public double max() {
        return percentile(100);
    }
}
