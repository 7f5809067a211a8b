package dev.buildserver.artifact.upload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an attempt may upload. */
@ConfigMapping(prefix = "buildserver.artifact.upload")
public interface UploadConfig {
    /** Largest artifact; at most 5 GiB, which is the most that S3 takes in one request. */
    @WithDefault("2G")
    MemorySize maxArtifactSize();

    /** Largest sum of the artifacts of one attempt; at least the size of one. */
    @WithDefault("10G")
    MemorySize maxAttemptSize();

    /** Most artifacts of one attempt, 1 to 100,000. */
    @WithDefault("1000")
    int maxAttemptArtifacts();
}
