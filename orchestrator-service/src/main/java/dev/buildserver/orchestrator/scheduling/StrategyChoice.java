package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.util.Set;

/**
 * A strategy and why it was chosen.
 *
 * @param reason one sentence for people
 */
public record StrategyChoice(BuildStrategy strategy, String reason) {
    /** What builds may ask for. */
    public static final Set<BuildStrategy> AVAILABLE =
            Set.of(BuildStrategy.CLEAN, BuildStrategy.INCREMENTAL, BuildStrategy.CACHED);

    /**
     * Chooses a strategy; what was asked for is never replaced by another, except by a forced clean
     * build.
     *
     * @param requested null lets the server choose
     * @throws BuildServerException {@code STRATEGY_UNAVAILABLE}
     */
    public static StrategyChoice of(BuildStrategy requested, boolean forceClean) {
        if (requested != null && !AVAILABLE.contains(requested)) {
            throw new BuildServerException(
                    ErrorCode.STRATEGY_UNAVAILABLE,
                    "Strategy "
                            + requested
                            + " is not available on this server yet; there are Clean,"
                            + " Incremental and Cached");
        }
        if (forceClean) {
            return new StrategyChoice(BuildStrategy.CLEAN, "A clean build was forced");
        }
        if (requested != null) {
            return new StrategyChoice(requested, "Requested");
        }
        // Which agent takes it is not known yet. One that can't close builds in says so in the log.
        return new StrategyChoice(
                BuildStrategy.CACHED,
                "None was requested: what has not changed comes from the cache, or where the agent"
                        + " has no sandbox from its last build");
    }
}
