package dev.buildserver.benchmarks.proof.catalogue;

/**
 * What a cache has to do with a project after an edit. Its outputs equal a clean build's always.
 */
public enum Expectation {
    /** Build it again. */
    MISS,
    /** Take it from the cache. */
    HIT,
    /** Refuse to keep it, and say why. */
    UNCACHED
}
