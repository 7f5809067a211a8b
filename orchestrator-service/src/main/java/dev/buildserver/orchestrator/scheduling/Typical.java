package dev.buildserver.orchestrator.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What something usually takes, in seconds.
 *
 * @param mean of what is usual: no single value moves it far
 * @param spread mean distance from it
 */
public record Typical(double mean, double spread) {
    // A value counts this much less than the one after it: half of the weight is in the last four.
    private static final double DECAY = 0.85;
    // Values farther than this from the median, up or down, count as if they were this far.
    private static final double MOST_TIMES = 3;
    // Of one value nothing is known but that others will differ.
    private static final double LEAST_SPREAD = 0.1;
    // Who is late by a time is likely to need that part of it again.
    private static final double OF_DELAY = 0.5;

    /**
     * Of values, newest first: the mean, by their ages, after each was brought near the median. The
     * median is what most of the weight agrees on, so a value that is far off counts little until
     * others follow it.
     *
     * @throws IllegalArgumentException without values
     */
    public static Typical of(List<Double> newestFirst) {
        if (newestFirst.isEmpty()) {
            throw new IllegalArgumentException("nothing is known");
        }
        double median = median(newestFirst);
        double sum = 0;
        double weights = 0;
        double weight = 1;
        for (double value : newestFirst) {
            sum += weight * near(median, value);
            weights += weight;
            weight *= DECAY;
        }
        double mean = sum / weights;
        double distances = 0;
        weight = 1;
        for (double value : newestFirst) {
            distances += weight * Math.abs(near(median, value) - mean);
            weight *= DECAY;
        }
        return new Typical(mean, Math.max(distances / weights, LEAST_SPREAD * mean));
    }

    /**
     * What is left after some of it: never nothing, for the last seconds are never known; and when
     * it is late the more, the later it is. The sum of both never falls.
     */
    public double rest(double elapsed) {
        double late = (elapsed - mean) * OF_DELAY;
        return Math.max(Math.max(mean - elapsed, late), spread * OF_DELAY);
    }

    /** The lower one where two halves are equal: of two values, one of them far off, that. */
    private static double median(List<Double> newestFirst) {
        List<double[]> weighted = new ArrayList<>();
        double weight = 1;
        double weights = 0;
        for (double value : newestFirst) {
            weighted.add(new double[] {value, weight});
            weights += weight;
            weight *= DECAY;
        }
        weighted.sort(Comparator.comparingDouble(one -> one[0]));
        double below = 0;
        for (double[] one : weighted) {
            below += one[1];
            if (below >= weights / 2 || newestFirst.size() == 2) {
                return one[0];
            }
        }
        throw new IllegalStateException("a half is less than all");
    }

    private static double near(double median, double value) {
        return Math.min(median * MOST_TIMES, Math.max(median / MOST_TIMES, value));
    }
}
