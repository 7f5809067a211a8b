package dev.buildserver.orchestrator.history;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.time.Instant;
import java.util.Set;

/**
 * Which builds of a tenant are wanted; a null or empty member does not restrict.
 *
 * @param gitRef a ref as it was requested, or the branch that it was resolved to
 * @param pool exact name
 */
public record BuildFilter(
        String tenant,
        Set<BuildStatus> statuses,
        String project,
        String gitRef,
        String requester,
        BuildStrategy strategy,
        String pool,
        Instant createdAfter,
        Instant createdBefore) {
    public BuildFilter {
        statuses = Set.copyOf(statuses);
    }
}
