package dev.buildserver.support.body;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bodies of large uploads. */
@ConfigMapping(prefix = "buildserver.body")
public interface BodyConfig {
    /** Silence after which a sender loses its connection: a second to an hour. */
    @WithDefault("PT10S")
    Duration longestSilence();
}
