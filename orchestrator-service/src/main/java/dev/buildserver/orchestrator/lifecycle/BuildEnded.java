package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.FailureReason;
import java.time.Instant;
import java.util.UUID;

/**
 * Event: a build has its final status, and it is committed.
 *
 * @param failureReason null unless failed
 * @param startedAt null when no attempt was made
 * @param traceParent may be null
 */
public record BuildEnded(
        UUID buildId,
        String tenant,
        String project,
        String configuration,
        String strategy,
        BuildStatus status,
        FailureReason failureReason,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        String traceParent) {}
