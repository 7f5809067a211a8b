package dev.buildserver.contract.build;

import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.time.Instant;
import java.util.UUID;

/**
 * A build in a list.
 *
 * @param buildNumber counts from 1 per project
 * @param commit null until resolved
 * @param failureReason null unless failed
 * @param currentStage null unless running
 * @param startTime start of the first attempt; null before
 * @param endTime null until ended
 */
public record BuildSummary(
        UUID executionId,
        String projectName,
        long buildNumber,
        String configuration,
        String gitRef,
        String commit,
        String targetPool,
        BuildStrategy strategy,
        BuildPriority priority,
        BuildStatus status,
        FailureReason failureReason,
        StageName currentStage,
        String requesterEmail,
        Instant createdAt,
        Instant startTime,
        Instant endTime) {}
