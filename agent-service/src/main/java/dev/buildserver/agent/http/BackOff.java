package dev.buildserver.agent.http;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger.Level;

/**
 * How long to wait before the next try: at random up to 0.2 s, doubling to 5 s, so that many agents
 * don't come back at once. What the service asks for wins. Not thread-safe.
 */
public final class BackOff {
    private static final long FIRST_MILLIS = 200;
    private static final long LAST_MILLIS = 5_000;
    private static final Duration REFUSED = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    public BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause after this failure. */
    public Duration after(CallFailedException failure) {
        if (failure.retryAfter().isPresent()) {
            return failure.retryAfter().get();
        }
        // Only an operator can mend a wrong credential: hammering would hide other errors.
        return failure.isUnauthorized() ? REFUSED : next();
    }

    /** The pause after any failure. */
    public Duration next() {
        long upTo = millis;
        millis = Math.min(LAST_MILLIS, millis * 2);
        return Duration.ofMillis(1 + random.nextLong(upTo));
    }

    /** How a failure is told: the first since the last success needs no second warning. */
    public Level level() {
        return millis == FIRST_MILLIS ? Level.WARN : Level.DEBUG;
    }

    /** Starts over, after a success. */
    public void reset() {
        millis = FIRST_MILLIS;
    }
}
