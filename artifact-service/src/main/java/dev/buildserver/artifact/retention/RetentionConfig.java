package dev.buildserver.artifact.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Sweeping up after interrupted uploads and deletions. */
@ConfigMapping(prefix = "buildserver.artifact.retention")
public interface RetentionConfig {
    /** Time between two sweeps, 1 second to 7 days. */
    @WithDefault("PT1H")
    Duration sweepInterval();

    /**
     * Age from which content that no artifact names is deleted, 1 hour to 90 days. It must exceed
     * the longest upload.
     */
    @WithDefault("P1D")
    Duration orphanAge();

    /**
     * How long a deleted attempt is remembered, so that late uploads are refused, 1 hour to 1 year.
     * It should exceed the life of a lease token.
     */
    @WithDefault("P30D")
    Duration tombstoneAge();
}
