package dev.buildserver.contract.cache;

import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What came of building projects again whose outputs are in the cache. A project that came out
 * differently is quarantined, with what is built on it.
 *
 * @param schema {@link CacheSchema#CURRENT} of the client
 */
public record ReportVerification(
        int schema, @NotNull @Size(max = 1000) List<@NotNull @Valid Verified> projects) {
    /**
     * One of them.
     *
     * @param project the project file
     * @param key its weak key
     * @param differing outputs that were not the same; empty when all were
     * @param dependents projects of the same build that are built on it, when it is not the same
     */
    public record Verified(
            @NotEmpty @Size(max = 1024) String project,
            @NotNull @Sha256 String key,
            @NotNull @Size(max = MOST_FILES) List<@NotNull @Valid DifferingFile> differing,
            @NotNull @Size(max = MOST_DEPENDENTS) List<@NotNull @Valid Dependent> dependents) {
        /** Most files that are told; the first by path. */
        public static final int MOST_FILES = 100;

        /** Most dependents that are told. */
        public static final int MOST_DEPENDENTS = 5000;

        /** Whether nothing was different. */
        public boolean same() {
            return differing.isEmpty();
        }
    }

    /**
     * A project that is built on another one.
     *
     * @param project the project file
     * @param key its weak key
     */
    public record Dependent(
            @NotEmpty @Size(max = 1024) String project, @NotNull @Sha256 String key) {}
}
