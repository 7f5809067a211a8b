package dev.buildserver.orchestrator.scheduling;

import java.time.Duration;
import java.util.Optional;

/** What forecasts are made from. */
public interface Forecasts {
    /** Mean of the last successful builds of the project with the strategy; empty before any. */
    Optional<Duration> meanDuration(String tenant, String project, String strategy);

    /**
     * What a pool can do and does.
     *
     * @param agents connected
     * @param accepting those of them that take work
     * @param slots of connected agents, in all
     * @param running leased tasks
     */
    record PoolLoad(int agents, int accepting, int slots, int running) {}

    PoolLoad load(String pool);
}
