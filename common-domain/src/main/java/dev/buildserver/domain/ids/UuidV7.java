package dev.buildserver.domain.ids;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562): 48 bits of Unix milliseconds, 74 random bits. Ids made later
 * sort later, to the millisecond. Thread-safe when the random generator is.
 */
public final class UuidV7 {
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * @param random where ids are secrets (fences) it must be cryptographically strong
     */
    public UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    /** Sorts before all ids that are made at that time or later, and after all earlier ones. */
    public static UUID leastOf(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    public UUID next() {
        long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
