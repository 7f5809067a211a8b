package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.domain.build.BuildStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Answer to a submission.
 *
 * @param queuePosition 1 = next; 0 = no longer queued
 * @param estimatedStartTime absent where nothing is known
 * @param estimatedDuration absent where nothing is known
 */
public record SubmittedView(
        UUID executionId,
        BuildStatus status,
        int queuePosition,
        Instant estimatedStartTime,
        Duration estimatedDuration,
        LinksView links) {

    static SubmittedView of(BuildAccepted build, Links links) {
        return new SubmittedView(
                build.executionId(),
                build.status(),
                build.queuePosition(),
                build.estimatedStartTime(),
                build.estimatedDuration(),
                links.of(build.executionId(), build.status(), build.traceId()));
    }
}
