package dev.buildserver.cache.blob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a build can rely on blobs. */
@ConfigMapping(prefix = "buildserver.cache.pin")
public interface PinConfig {
    /**
     * How long a blob stays at least after a build asked for it, 1 second to 1 day; each further
     * question begins it anew. More than the longest time between a build's look-up and its
     * download.
     */
    @WithDefault("PT1H")
    Duration time();
}
