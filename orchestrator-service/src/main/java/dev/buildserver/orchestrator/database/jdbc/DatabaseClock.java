package dev.buildserver.orchestrator.database.jdbc;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The database's time, told without asking: how far it is ahead of this process was seen when it
 * last answered. Right to some milliseconds, which is enough for what people read, and for nothing
 * else: deadlines are the database's.
 */
@ApplicationScoped
public class DatabaseClock {
    private final InstantSource clock;
    private volatile Duration ahead = Duration.ZERO;

    DatabaseClock(InstantSource clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant().plus(ahead);
    }

    /** The time of this process. */
    public Instant here() {
        return clock.instant();
    }

    /**
     * The database told its time.
     *
     * @param asked when a transaction was begun, by {@link #here}
     * @param told when that was for the database
     */
    public void saw(Instant asked, Instant told) {
        ahead = Duration.between(asked, told);
    }
}
