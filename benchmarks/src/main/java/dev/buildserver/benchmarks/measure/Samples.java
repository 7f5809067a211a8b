package dev.buildserver.benchmarks.measure;

import java.util.Arrays;

/** Measured values of one thing. Not thread-safe. */
public final class Samples {
    private static final int FIRST_ROOM = 64;

    private double[] values = new double[FIRST_ROOM];
    private int count;

    public void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    /** Adds all values to others. */
    public void addTo(Samples others) {
        for (int i = 0; i < count; i++) {
            others.add(values[i]);
        }
    }

    public int count() {
        return count;
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
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(1, rank) - 1];
    }

    public double min() {
        return percentile(0);
    }

    public double max() {
        return percentile(100);
    }
}
