package dev.buildserver.benchmarks.load;

import java.util.random.RandomGenerator;

/** Pauses between tries: 0.2 s doubling to 5 s, full jitter; what the server says wins. */
final class BackOff {
    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** Milliseconds until the next try, at least 1. */
    long after(Answer answer) {
        long bound = next;
        next = Math.min(LONGEST_MILLIS, next * 2);
        return answer.retryAfterMillis() >= 0
                ? Math.max(1, answer.retryAfterMillis())
                : random.nextLong(1, bound + 1);
    }

    void reset() {
        next = FIRST_MILLIS;
    }
}
