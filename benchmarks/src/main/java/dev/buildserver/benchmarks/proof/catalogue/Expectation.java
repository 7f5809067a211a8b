package dev.buildserver.benchmarks.proof.catalogue;

/**
 * What a cache has to do with a project after an edit. Its outputs equal a clean build's always.
 */
public enum Expectation {
    /** Build it again, and keep what it made. */
    MISS("Miss"),
    /** Take it from the cache. */
    HIT("Hit"),
    /** Refuse to keep it, and say why. */
    UNCACHED("Uncacheable");

    private final String outcome;

    Expectation(String outcome) {
        this.outcome = outcome;
    }

    /** As the server words it. */
    String outcome() {
        return outcome;
    }
}
