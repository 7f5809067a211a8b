package dev.buildserver.benchmarks.proof;

import dev.buildserver.domain.build.BuildStrategy;
import java.util.List;

/**
 * What is compared with {@code Clean}.
 *
 * @param demanded whether a strategy that the server doesn't offer is an error
 * @param incrementalEvery of how many edits two in a row are built by Incremental, the second on
 *     what the first left; 1 for each
 */
public record Comparison(List<BuildStrategy> strategies, boolean demanded, int incrementalEvery) {
    private static final List<BuildStrategy> ALL =
            List.of(BuildStrategy.INCREMENTAL, BuildStrategy.CACHED);

    public Comparison {
        strategies = List.copyOf(strategies);
    }

    /** The same with fewer incremental builds. */
    public Comparison incrementalEvery(int edits) {
        return new Comparison(strategies, demanded, edits);
    }

    /** Whether a strategy builds the edit of a number. */
    boolean builds(BuildStrategy strategy, int edit) {
        return strategy != BuildStrategy.INCREMENTAL || edit % incrementalEvery < 2;
    }

    /**
     * These; if there are none, those of the quick ones that the server offers.
     *
     * @param strategies without {@code Clean}
     */
    public static Comparison of(List<BuildStrategy> strategies) {
        return strategies.isEmpty()
                ? new Comparison(ALL, false, 1)
                : new Comparison(strategies, true, 1);
    }
}
