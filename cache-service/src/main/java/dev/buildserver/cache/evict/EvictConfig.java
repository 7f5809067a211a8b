package dev.buildserver.cache.evict;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long entries stay. */
@ConfigMapping(prefix = "buildserver.cache.evict")
public interface EvictConfig {
    /** Time without use after which an entry is removed, 1 minute to 1 year. */
    @WithDefault("P7D")
    Duration unusedFor();

    /** Time between two sweeps, 1 second to 7 days. */
    @WithDefault("PT1H")
    Duration sweepInterval();
}
