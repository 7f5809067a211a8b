package dev.buildserver.cli.client.view;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.build.BuildStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A build, whole or as a row of a list.
 *
 * @param status null where the server knows one that this version does not
 * @param currentStage what it is doing, such as {@code Testing}; null unless running
 * @param duration so far, or in all
 * @param job null in lists
 * @param gitRef null outside of lists: see the job
 * @param agent of the current or last attempt; may be null
 * @param stages empty in lists
 */
public record BuildView(
        UUID executionId,
        String projectName,
        Long buildNumber,
        String configuration,
        BuildStatus status,
        String currentStage,
        String failureReason,
        String errorMessage,
        String cancelReason,
        String waitingReason,
        String strategy,
        String strategyReason,
        String priority,
        String targetPool,
        JobView job,
        String gitRef,
        String commit,
        String branch,
        String requesterEmail,
        Integer queuePosition,
        Instant createdAt,
        Instant startTime,
        Instant endTime,
        Duration duration,
        String traceId,
        AgentRef agent,
        List<StageView> stages,
        List<AttemptView> attempts,
        TestResults testResults,
        List<Diagnostic> diagnostics) {
    public BuildView {
        stages = stages == null ? List.of() : List.copyOf(stages);
        attempts = attempts == null ? List.of() : List.copyOf(attempts);
        diagnostics = diagnostics == null ? List.of() : List.copyOf(diagnostics);
    }

    /** The ref that was asked for. */
    public String ref() {
        return job == null ? gitRef : job.gitRef();
    }

    /** Whether the build has ended. */
    public boolean ended() {
        return status != null && status.isFinal();
    }

    /** What was asked for. */
    public record JobView(String repositoryUrl, String gitRef, String solutionPath) {}

    /** The agent that has the build. */
    public record AgentRef(String agentId, String hostname, String targetType) {}
}
