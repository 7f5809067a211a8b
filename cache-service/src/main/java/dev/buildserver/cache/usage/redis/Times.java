package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.cache.usage.UsageConfig;
import dev.buildserver.support.config.Bounds;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The times that uses count as. */
@Singleton
class Times {
    private final InstantSource clock;
    private final Duration behind;

    Times(InstantSource clock, UsageConfig config) {
        this.clock = clock;
        this.behind = config.untrustedBehind();
        Bounds.check(
                "buildserver.cache.usage.untrusted-behind",
                behind,
                Duration.ZERO,
                Duration.ofDays(366));
    }

    Instant now() {
        return clock.instant();
    }

    /** When a use counts that happens now. */
    Instant of(By by) {
        return by == By.TRUSTED ? now() : now().minus(behind);
    }
}
