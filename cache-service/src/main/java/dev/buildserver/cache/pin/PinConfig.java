package dev.buildserver.cache.pin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a build can rely on blobs. */
@ConfigMapping(prefix = "buildserver.cache.pin")
public interface PinConfig {
    /**
     * How long blobs stay at least after a build asked for them or renewed its pins, 1 second to 1
     * day. Agents renew three times in that time while a build runs, and release the blobs at its
     * end: it matters when an agent is lost, and for callers that build nothing.
     */
    @WithDefault("PT1H")
    Duration time();
}
