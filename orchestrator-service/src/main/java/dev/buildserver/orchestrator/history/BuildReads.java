package dev.buildserver.orchestrator.history;

import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads builds. */
public interface BuildReads {
    /**
     * Builds, newest first.
     *
     * @param before only builds older than this one; null for the newest
     */
    List<BuildSummary> page(BuildFilter filter, UUID before, int limit);

    /**
     * A build with its task.
     *
     * @param leased whether an attempt is under way
     * @param notBefore when a waiting task may be leased
     * @param currentAttempt the running or last attempt; null before the first
     * @param requirementClass of its task
     */
    record BuildRecord(
            UUID buildId,
            String tenant,
            long buildNumber,
            BuildJob job,
            String pool,
            BuildStrategy strategy,
            String strategyReason,
            BuildPriority priority,
            boolean forceClean,
            BuildStatus status,
            FailureReason failureReason,
            String errorMessage,
            String cancelReason,
            Instant createdAt,
            Instant startedAt,
            Instant endedAt,
            String traceParent,
            String commit,
            String branch,
            UUID rerunOf,
            boolean trusted,
            boolean cancelRequested,
            boolean leased,
            Instant notBefore,
            UUID currentAttempt,
            UUID acceptedAttempt,
            String requirementClass) {}

    Optional<BuildRecord> find(UUID buildId, String tenant);

    /** The attempts of a build, oldest first, the running one last. */
    List<AttemptSummary> attempts(UUID buildId);

    /** What is known of an attempt's stages. */
    default List<StageResult> stages(UUID attemptUid) {
        return stages(List.of(attemptUid));
    }

    /** What is known of the stages of attempts, all in one list. */
    List<StageResult> stages(Collection<UUID> attemptUids);

    List<Diagnostic> diagnostics(UUID attemptUid);

    Optional<TestResults> testResults(UUID attemptUid);

    /** Empty where the cache had no part. */
    Optional<BuildCacheReport> cacheReport(UUID attemptUid);
}
