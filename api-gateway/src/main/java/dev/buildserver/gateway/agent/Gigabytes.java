package dev.buildserver.gateway.agent;

/** Sizes as the API shows them. */
final class Gigabytes {
    private static final long BYTES = 1_000_000_000L;

    private Gigabytes() {}

    /** Gigabytes of 10^9 bytes, rounded down: a promise of space must be kept. */
    static long of(long bytes) {
        return Math.floorDiv(bytes, BYTES);
    }
}
