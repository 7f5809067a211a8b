package dev.buildserver.cli.client.view;

import java.time.Instant;
import java.util.List;

/**
 * How the build cache does.
 *
 * @param verified outputs that were built again and came out the same
 * @param mismatched outputs that did not
 * @param quarantined the newest first, also lifted ones
 * @param nonDeterministic what was stored twice with different outputs
 */
public record CacheHealthView(
        long verified,
        long mismatched,
        List<Quarantine> quarantined,
        List<Level> levels,
        long corruptBlobs,
        List<NonDeterministic> nonDeterministic) {
    /**
     * A project file that is kept from the cache.
     *
     * @param liftedAt null while it holds
     */
    public record Quarantine(
            String quarantineId,
            String project,
            String projectFile,
            List<DifferingFile> differing,
            List<String> dependents,
            Instant seen,
            Instant liftedAt,
            String liftedBy) {}

    /** A file that two builds of the same inputs did not make the same. */
    public record DifferingFile(String path) {}

    /** A place where the cache keeps something, and whether it answers. */
    public record Level(String name, String state) {}

    /** An action that did not come out the same. */
    public record NonDeterministic(String scope, String kind, List<DifferingFile> differing) {}
}
