package dev.buildserver.cache.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How uses are counted. */
@ConfigMapping(prefix = "buildserver.cache.usage")
public interface UsageConfig {
    /**
     * A use by a build that is not trusted, such as that of a pull request, counts as one that was
     * this long ago, 0 seconds to 1 year. So what only such builds use goes before what trusted
     * ones used meanwhile, and expires by this time sooner: less than {@code evict.unused-for}.
     */
    @WithDefault("P6D")
    Duration untrustedBehind();
}
