package dev.buildserver.cache.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the cache takes. */
@ConfigMapping(prefix = "buildserver.cache.entry")
public interface EntryConfig {
    /** Largest blob, 1 byte to 5 GiB, which is the most that S3 takes in one request. */
    @WithDefault("1G")
    MemorySize maxBlobSize();

    /** Largest action result, 1 byte to 4 MiB: it is held in memory while it is checked. */
    @WithDefault("1M")
    MemorySize maxActionSize();

    /** Memory for records of entries that were looked up lately, 1 MiB to 16 GiB. */
    @WithDefault("16M")
    MemorySize memory();
}
