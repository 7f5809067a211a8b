package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A build as clients see it. What isn't known or doesn't apply is absent.
 *
 * @param currentStage Cloning, Restoring, Building, Testing, Packaging or Uploading; while running
 * @param duration since the start, up to now or to the end
 * @param stages of the current or last attempt
 * @param agent of the current or last attempt
 * @param buildNumber counts from 1 per project
 * @param commit full id, once resolved
 * @param branch where the ref is one
 * @param strategyReason why this strategy
 * @param estimatedStartTime while queued; where no agent serves it, as if one came now
 * @param estimatedDuration from the start to the end: what builds like it took; while it runs, what
 *     it took so far and what is likely to be left
 * @param attempts oldest first
 * @param cancelReason who or what cancelled it
 * @param rerunOf the build of which this is a rerun
 * @param trusted whether what it made may serve other builds of the project: its ref can have been
 *     pushed only by those who may push to the project's repository
 */
public record BuildView(
        UUID executionId,
        String projectName,
        String configuration,
        BuildStatus status,
        String currentStage,
        Instant startTime,
        Instant endTime,
        Duration duration,
        List<StageView> stages,
        AgentRef agent,
        long buildNumber,
        String commit,
        String branch,
        String targetPool,
        BuildStrategy strategy,
        String strategyReason,
        BuildPriority priority,
        boolean forceClean,
        FailureReason failureReason,
        String errorMessage,
        String cancelReason,
        boolean cancelRequested,
        String waitingReason,
        Integer queuePosition,
        Instant estimatedStartTime,
        Duration estimatedDuration,
        Instant createdAt,
        String requesterEmail,
        JobView job,
        List<AttemptView> attempts,
        TestResults testResults,
        List<Diagnostic> diagnostics,
        UUID rerunOf,
        boolean trusted,
        String traceId,
        LinksView links) {

    /** The agent that runs or ran a build. */
    public record AgentRef(String agentId, String hostname, TargetType targetType) {}
}
