package dev.buildserver.contract.cache;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What is right and wrong with the cache of a tenant.
 *
 * @param verified outputs that were built again and came out the same
 * @param mismatched outputs that were built again and did not
 * @param verifiedSince since when these two are counted, all replicas together; null when nothing
 *     was counted yet, or not known now
 * @param quarantined project files that may not use the cache, or may again, the newest first,
 *     {@value #MOST} at most
 * @param levels where the cache keeps what it has
 * @param corruptBlobs blobs and entries that were removed because their content was wrong, since
 *     {@code since}, by the replica that was asked
 * @param nonDeterministic actions that came out differently, the newest first, {@value #MOST} at
 *     most
 */
public record CacheHealth(
        long verified,
        long mismatched,
        Instant verifiedSince,
        List<Quarantined> quarantined,
        List<Level> levels,
        long corruptBlobs,
        Instant since,
        List<NonDeterminism> nonDeterministic) {
    /** Most actions that are told. */
    public static final int MOST = 200;

    /**
     * A project file that came out differently when it was built again.
     *
     * @param id of the quarantine
     * @param project of the server
     * @param projectFile relative to the repository's root
     * @param key its weak key then
     * @param differing the files that differ
     * @param dependents project files that were built on it in that build
     * @param producer agent and build that found it
     * @param seen by the server's clock
     * @param liftedAt null while it holds
     * @param liftedBy who lifted it; null while it holds
     */
    public record Quarantined(
            UUID id,
            String project,
            String projectFile,
            String key,
            List<DifferingFile> differing,
            List<String> dependents,
            String producer,
            Instant seen,
            Instant liftedAt,
            String liftedBy) {}

    /**
     * A place where the cache keeps something.
     *
     * @param name {@code Redis}, for what is needed to find and evict; {@code S3}, for everything
     */
    public record Level(String name, LevelState state) {}

    /** Whether a level answers. */
    public enum LevelState {
        UP("Up"),
        DOWN("Down");

        private final String wireName;

        LevelState(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String toString() {
            return wireName;
        }
    }

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
    public record DifferingFile(
            @NotEmpty @Size(max = 4096) String path, @Sha256 String first, @Sha256 String other) {}
}
