package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The transaction that makes a build exist. */
public interface SubmissionStore {
    /**
     * A build to be made.
     *
     * @param idempotencyKey null when the caller gave none
     * @param requestHash by which a repetition is told from another request
     * @param mayRebind whether another repository than the project's is allowed
     * @param rerunOf null unless it is a rerun
     */
    record NewBuild(
            UUID buildId,
            String tenant,
            BuildJob job,
            String pool,
            StrategyChoice choice,
            BuildPriority priority,
            boolean forceClean,
            String requesterEmail,
            String traceParent,
            String idempotencyKey,
            String requestHash,
            Duration idempotencyTtl,
            boolean mayRebind,
            UUID rerunOf,
            int maxFailures) {}

    /**
     * What a submission led to.
     *
     * @param buildId of the new build, or of the one that the same request made before
     * @param task the task that waits; empty for a repetition
     */
    record Submitted(UUID buildId, Optional<ReadyTask> task) {}

    /**
     * Makes a build, its task, and its project if it is the first.
     *
     * @throws dev.buildserver.domain.error.BuildServerException {@code IDEMPOTENCY_KEY_REUSED},
     *     {@code PROJECT_REPOSITORY_MISMATCH}
     */
    Submitted submit(NewBuild build);

    /** What a build was asked for. */
    record Original(
            BuildJob job,
            String pool,
            BuildStrategy strategy,
            String strategyReason,
            BuildPriority priority,
            boolean forceClean) {}

    /** The request that made a build; empty when the tenant has no such build. */
    Optional<Original> original(UUID buildId, String tenant);

    /** What the answer to a submission needs of a build. */
    record Receipt(
            UUID buildId,
            String project,
            String pool,
            BuildStrategy strategy,
            String status,
            boolean begun,
            String traceParent,
            Instant createdAt) {}

    Receipt receipt(UUID buildId);

    /** Forgets keys whose time is over. */
    void forgetExpiredKeys();
}
