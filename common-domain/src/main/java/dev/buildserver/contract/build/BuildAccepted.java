package dev.buildserver.contract.build;

import dev.buildserver.domain.build.BuildStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Answer to a submission: the build exists durably.
 *
 * @param executionId id of the build
 * @param queuePosition 1 = next; 0 when no longer queued
 */
public record BuildAccepted(
        UUID executionId,
        BuildStatus status,
        int queuePosition,
        Instant estimatedStartTime,
        Duration estimatedDuration,
        String traceId) {}
