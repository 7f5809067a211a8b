package dev.buildserver.cache.nuget;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The feeds behind this service's NuGet feed. */
@ConfigMapping(prefix = "buildserver.cache.nuget")
public interface NugetConfig {
    /**
     * Sources in the order in which they are asked: addresses of V3 service indexes, or folders.
     * Without them, those of {@code config-file}; without either, the feed has no packages.
     */
    Optional<List<String>> sources();

    /** A NuGet configuration whose sources are used; those that need a password are left out. */
    Optional<Path> configFile();

    /** How long a list of versions counts as fresh, 0 seconds to 1 day. */
    @WithDefault("PT1M")
    Duration freshFor();

    /** Longest wait for a source, 1 second to 10 minutes. */
    @WithDefault("PT30S")
    Duration timeout();

    /** Largest package, 1 byte to 5 GiB. */
    @WithDefault("500M")
    MemorySize maxPackageSize();
}
