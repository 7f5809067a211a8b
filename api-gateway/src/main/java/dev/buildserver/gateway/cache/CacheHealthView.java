package dev.buildserver.gateway.cache;

import dev.buildserver.contract.cache.ActionKind;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.LevelState;
import dev.buildserver.contract.cache.CacheHealth.NonDeterminism;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is right and wrong with the build cache of the caller's tenant. */
@Schema(name = "CacheHealth")
record CacheHealthView(
        @Schema(description = "Outputs that were built again and came out the same") long verified,
        @Schema(description = "Outputs that were built again and did not") long mismatched,
        @Schema(description = "Since when these two are counted", nullable = true)
                Instant verifiedSince,
        @Schema(description = "The newest first, also those that were lifted, 200 at most")
                List<QuarantineView> quarantined,
        List<LevelView> levels,
        @Schema(description = "Blobs and entries that were removed because their content was wrong")
                long corruptBlobs,
        @Schema(description = "Since when these are counted, by one replica")
                Instant corruptBlobsSince,
        @Schema(description = "Actions that were stored twice with different outputs, 200 at most")
                List<NonDeterministicView> nonDeterministic) {

    @Schema(name = "CacheLevel")
    record LevelView(@Schema(description = "Redis or S3") String name, LevelState state) {}

    @Schema(name = "NonDeterministicAction")
    record NonDeterministicView(
            @Schema(description = "The project, and the ref where it is not trusted") String scope,
            String key,
            ActionKind kind,
            @Schema(description = "Agent and build whose outputs the cache has")
                    String firstProducer,
            @Schema(description = "Agent and build whose outputs were refused")
                    String otherProducer,
            Instant seen,
            List<DifferingFileView> differing) {
        static NonDeterministicView of(NonDeterminism found) {
            return new NonDeterministicView(
                    found.scope(),
                    found.key(),
                    found.kind(),
                    found.first().producer(),
                    found.other().producer(),
                    found.seen(),
                    DifferingFileView.of(found.differing()));
        }
    }

    static CacheHealthView of(CacheHealth health) {
        return new CacheHealthView(
                health.verified(),
                health.mismatched(),
                health.verifiedSince(),
                health.quarantined().stream().map(QuarantineView::of).toList(),
                health.levels().stream()
                        .map(level -> new LevelView(level.name(), level.state()))
                        .toList(),
                health.corruptBlobs(),
                health.since(),
                health.nonDeterministic().stream().map(NonDeterministicView::of).toList());
    }
}
