package dev.buildserver.orchestrator.history;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Which builds are asked for. Every filter but the tenant may be absent (null, or empty).
 *
 * @param ref a full ref name, or a branch by its short name
 * @param limit 1 to 200
 * @param before only builds older than this one
 */
public record BuildQuery(
        String tenant,
        Set<BuildStatus> statuses,
        String project,
        String ref,
        String requester,
        BuildStrategy strategy,
        String pool,
        Instant createdAfter,
        Instant createdBefore,
        int limit,
        UUID before) {
    /** Largest page. */
    public static final int MAX_LIMIT = 200;

    public BuildQuery {
        statuses = Set.copyOf(statuses);
    }
}
