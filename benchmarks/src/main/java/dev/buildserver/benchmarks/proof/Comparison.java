package dev.buildserver.benchmarks.proof;

import dev.buildserver.domain.build.BuildStrategy;
import java.util.List;

/**
 * What is compared with {@code Clean}.
 *
 * @param demanded whether a strategy that the server doesn't offer is an error
 */
public record Comparison(List<BuildStrategy> strategies, boolean demanded) {
    private static final List<BuildStrategy> ALL =
            List.of(BuildStrategy.INCREMENTAL, BuildStrategy.CACHED);

    public Comparison {
        strategies = List.copyOf(strategies);
    }

    /**
     * These; if there are none, those of the quick ones that the server offers.
     *
     * @param strategies without {@code Clean}
     */
    public static Comparison of(List<BuildStrategy> strategies) {
        return strategies.isEmpty() ? new Comparison(ALL, false) : new Comparison(strategies, true);
    }
}
