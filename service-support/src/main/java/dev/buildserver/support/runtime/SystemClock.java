package dev.buildserver.support.runtime;

import dev.buildserver.domain.ids.UuidV7;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;

/** The only place where services get the time of day and randomness from. */
final class SystemClock {
    @Produces
    @Singleton
    InstantSource instants() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    UuidV7 ids(InstantSource clock, SecureRandom random) {
        return new UuidV7(clock, random);
    }
}
