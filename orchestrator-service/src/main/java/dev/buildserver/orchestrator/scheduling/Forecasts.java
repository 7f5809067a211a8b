package dev.buildserver.orchestrator.scheduling;

import java.time.Duration;
import java.util.Optional;

/** What forecasts are made from. */
public interface Forecasts {
    /** Mean of the last successful builds of the project with the strategy; empty before any. */
    Optional<Duration> meanDuration(String tenant, String project, String strategy);
}
