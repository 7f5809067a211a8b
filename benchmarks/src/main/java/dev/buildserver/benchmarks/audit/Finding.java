package dev.buildserver.benchmarks.audit;

import java.util.List;

/**
 * A promise that was broken.
 *
 * @param invariant its number in the protocol, such as {@code I4}
 * @param what the promise
 * @param cases how often, as far as it was counted
 * @param rows what breaks it; of many, the first
 */
public record Finding(String invariant, String what, int cases, List<String> rows) {
    /** Most rows that are kept of one finding. */
    public static final int MOST_ROWS = 20;

    public Finding {
        rows = List.copyOf(rows.subList(0, Math.min(MOST_ROWS, rows.size())));
    }

    public Finding(String invariant, String what, List<String> rows) {
        this(invariant, what, rows.size(), rows);
    }

    @Override
    public String toString() {
        return invariant
                + " broken: "
                + what
                + " ("
                + cases
                + " cases)\n    "
                + String.join("\n    ", rows);
    }
}
