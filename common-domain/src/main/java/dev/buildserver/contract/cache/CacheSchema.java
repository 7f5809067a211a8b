package dev.buildserver.contract.cache;

/**
 * The version of everything that entries are made of: how keys are computed, and what values mean.
 * Entries of one version are never seen by clients of another.
 */
public final class CacheSchema {
    /** What this version of the system writes and reads. */
    public static final int CURRENT = 2;

    private CacheSchema() {}
}
