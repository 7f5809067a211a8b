package dev.buildserver.cache.evict;

import io.quarkus.runtime.configuration.MemorySize;
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

    /**
     * Size of all blobs and entries together, 1 KiB or more. Beyond it, the least recently used go
     * until a tenth is free; pinned blobs stay.
     */
    @WithDefault("50G")
    MemorySize maxSize();

    /** Time between two looks at the size, 1 second to 1 hour. */
    @WithDefault("PT10S")
    Duration sizeInterval();
}
