package dev.buildserver.contract.cache;

import java.time.Instant;
import java.util.List;

/**
 * What one execution of an action gave. It is a hit for whoever finds the same states at all paths
 * of {@code observed}.
 *
 * @param strongKey {@link StrongKey} of weak key and {@code observed}
 * @param value SHA-256 of the blob with the outcome: for what makes files an {@link OutputManifest}
 * @param outId what dependents put into their keys; null when nothing depends on it
 * @param diagnostics SHA-256 of the blob with the diagnostics to replay; null when there are none
 * @param firstCommit commit at which the outcome was first made; null when not known
 * @param costMillis what the execution took
 * @param producer agent and build that made it
 * @param created by the server's clock
 * @param nonDeterministic another execution of the same had another value; see the cache's health
 */
public record CacheEntry(
        String strongKey,
        ActionKind kind,
        List<Observed> observed,
        String value,
        String outId,
        String diagnostics,
        String firstCommit,
        long costMillis,
        String producer,
        Instant created,
        boolean nonDeterministic) {
    /** Most entries that are kept of one weak key in one scope. */
    public static final int MOST_OF_A_KEY = 8;

    /** The same entry, known to come out differently at times. */
    public CacheEntry flagged() {
        return new CacheEntry(
                strongKey,
                kind,
                observed,
                value,
                outId,
                diagnostics,
                firstCommit,
                costMillis,
                producer,
                created,
                true);
    }
}
