package dev.buildserver.cli.client;

import java.time.Duration;

/**
 * How often and how fast a request is repeated.
 *
 * @param tries at least 1; 1 = never repeated
 * @param firstPause before the second try; doubles for each further one
 * @param longestPause bounds the doubling, and what a server may ask for by {@code Retry-After}
 */
public record RetryPolicy(int tries, Duration firstPause, Duration longestPause) {
    /** About one and a half seconds: a person waits at the other end. */
    public static final RetryPolicy REQUESTS =
            new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(5));

    /** About one minute without any sign of the server: it may be restarting. */
    public static final RetryPolicy STREAMS =
            new RetryPolicy(16, Duration.ofMillis(250), Duration.ofSeconds(5));

    public RetryPolicy {
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, not " + tries);
        }
    }

    /**
     * @param failures how many tries have failed, from 1
     */
    Duration pauseAfter(int failures) {
        // 20 doublings are more than any pause bears; beyond, the shift would overflow.
        Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
