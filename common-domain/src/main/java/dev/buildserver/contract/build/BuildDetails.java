package dev.buildserver.contract.build;

import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Everything that is known of a build.
 *
 * @param strategyReason why this strategy
 * @param failureReason null unless failed
 * @param errorMessage one line for people; null unless failed
 * @param cancelReason who or what cancelled it; null unless cancelled, or about to be
 * @param waitingReason what a queued build waits for; may be null
 * @param queuePosition null unless queued
 * @param estimatedStartTime null unless queued; where no agent serves it, as if one came now
 * @param estimatedDuration from the start to the end: what builds like it took; while it runs, what
 *     it took so far and what is likely to be left
 * @param commit full id; null until resolved
 * @param branch null where the ref is no branch
 * @param currentStage null unless running
 * @param stages of the current or last attempt
 * @param attempts oldest first
 * @param testResults null until tests ran
 * @param diagnostics bounded
 * @param acceptedAttempt whose artifacts are the build's; null until one is accepted
 * @param rerunOf null unless it is a rerun
 * @param trusted whether what it made may serve other builds of the project; decided when it was
 *     submitted
 */
public record BuildDetails(
        UUID executionId,
        String tenant,
        long buildNumber,
        BuildJob job,
        String targetPool,
        BuildStrategy strategy,
        String strategyReason,
        BuildPriority priority,
        boolean forceClean,
        BuildStatus status,
        FailureReason failureReason,
        String errorMessage,
        String cancelReason,
        String waitingReason,
        Instant createdAt,
        Instant startTime,
        Instant endTime,
        Integer queuePosition,
        Instant estimatedStartTime,
        Duration estimatedDuration,
        String traceId,
        String commit,
        String branch,
        StageName currentStage,
        List<StageResult> stages,
        List<AttemptSummary> attempts,
        TestResults testResults,
        List<Diagnostic> diagnostics,
        UUID acceptedAttempt,
        UUID rerunOf,
        boolean trusted,
        boolean cancelRequested) {
    public BuildDetails {
        stages = stages == null ? List.of() : List.copyOf(stages);
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
        diagnostics = diagnostics == null ? List.of() : List.copyOf(diagnostics);
    }
}
