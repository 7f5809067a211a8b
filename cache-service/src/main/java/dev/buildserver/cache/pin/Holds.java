package dev.buildserver.cache.pin;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * In whose name blobs are pinned. An attempt has its own. Others never say that they need nothing
 * more; those of one stretch of time share a name, so that it runs out.
 */
@Singleton
@Startup
public class Holds {
    private final CacheAccess access;
    private final InstantSource clock;
    private final Duration time;

    Holds(CacheAccess access, InstantSource clock, PinConfig config) {
        this.access = access;
        this.clock = clock;
        this.time = config.time();
        Bounds.check("buildserver.cache.pin.time", time, Duration.ofSeconds(1), Duration.ofDays(1));
    }

    /** Of whoever makes the request. */
    public Hold current() {
        return ofAttempt().orElseGet(() -> shared("others", access.by()));
    }

    /** Of the attempt that makes the request; empty for other callers. */
    Optional<Hold> ofAttempt() {
        return access.attempt().map(attempt -> new Hold("attempt." + attempt, time, access.by()));
    }

    /** Of whoever may use what nobody knows to be used. */
    public Hold unknown() {
        return shared("unknown", By.TRUSTED);
    }

    private Hold shared(String name, By by) {
        return new Hold(name + "." + clock.millis() / time.toMillis(), time, by);
    }
}
