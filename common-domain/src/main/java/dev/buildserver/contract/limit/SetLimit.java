package dev.buildserver.contract.limit;

/**
 * Sets a limit.
 *
 * @param maxConcurrentBuilds 0 to {@value #MOST}; 0 starts nothing
 */
public record SetLimit(Integer maxConcurrentBuilds) {
    /** Larger limits limit nothing. */
    public static final int MOST = 100_000;
}
