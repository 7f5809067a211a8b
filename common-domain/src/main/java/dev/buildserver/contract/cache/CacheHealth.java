package dev.buildserver.contract.cache;

import java.time.Instant;
import java.util.List;

/**
 * What is wrong with the cache of a tenant.
 *
 * @param corruptBlobs blobs and entries that were removed because their content was wrong, since
 *     {@code since}, by the replica that was asked
 * @param nonDeterministic actions that came out differently, the newest first, {@value #MOST} at
 *     most
 */
public record CacheHealth(long corruptBlobs, Instant since, List<NonDeterminism> nonDeterministic) {
    /** Most actions that are told. */
    public static final int MOST = 200;

    /**
     * An action that gave different values for the same inputs.
     *
     * @param scope the scope in which it was seen
     * @param first what the cache hands out
     * @param other what was refused
     * @param differing the files that differ; empty when the values are no manifests, or one of
     *     them is gone
     */
    public record NonDeterminism(
            String scope,
            String key,
            String strongKey,
            ActionKind kind,
            Made first,
            Made other,
            Instant seen,
            List<DifferingFile> differing) {}

    /**
     * One of the values.
     *
     * @param value SHA-256 of its blob
     * @param producer agent and build
     */
    public record Made(String value, String producer) {}

    /**
     * A file that is not the same in both.
     *
     * @param first SHA-256, or null when it is missing there
     * @param other SHA-256, or null when it is missing there
     */
    public record DifferingFile(String path, String first, String other) {}
}
