package dev.buildserver.gateway.cache;

import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A project file that is kept from the cache: built again, it came out differently. */
@Schema(name = "CacheQuarantine")
record QuarantineView(
        @Schema(description = "Names the quarantine when it is lifted") UUID quarantineId,
        String project,
        @Schema(description = "Relative to the repository") String projectFile,
        @Schema(description = "Its key in the build that was verified") String key,
        List<DifferingFileView> differing,
        @Schema(description = "Project files that were built on it, and are kept from the cache")
                List<String> dependents,
        @Schema(description = "Agent and build that found it") String producer,
        Instant seen,
        @Schema(description = "Absent while it holds", nullable = true) Instant liftedAt,
        @Schema(description = "Absent while it holds", nullable = true) String liftedBy) {
    static QuarantineView of(Quarantined told) {
        return new QuarantineView(
                told.id(),
                told.project(),
                told.projectFile(),
                told.key(),
                DifferingFileView.of(told.differing()),
                told.dependents(),
                told.producer(),
                told.seen(),
                told.liftedAt(),
                told.liftedBy());
    }
}
