package dev.buildserver.agent.publish;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits for the artifacts of one attempt. The artifact service has limits of its own. */
@ConfigMapping(prefix = "buildserver.agent.artifacts")
public interface PublishConfig {
    /** Most files. */
    @WithDefault("1000")
    int maxCount();

    /** Largest file. */
    @WithDefault("2G")
    MemorySize maxFileSize();

    /** Most bytes together. */
    @WithDefault("10G")
    MemorySize maxTotalSize();

    /** Uploads at the same time. */
    @WithDefault("3")
    int parallel();

    /** How long one upload may take. */
    @WithDefault("PT10M")
    Duration uploadTimeout();
}
