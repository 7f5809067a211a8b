package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The transaction that makes builds exist. */
public interface SubmissionStore {
    /**
     * A build to be made.
     *
     * @param idempotencyKey null when the caller gave none
     * @param requestHash by which a repetition is told from another request
     * @param mayRebind whether another repository than the project's is allowed; its builds are
     *     never trusted
     * @param trustedRef whether builds of the ref may be trusted
     * @param rerunOf null unless it is a rerun
     * @param queueTimeout null where it may wait for ever
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
            boolean trustedRef,
            UUID rerunOf,
            int maxFailures,
            Duration queueTimeout) {
        /** Whether older builds make way; not for a rerun, which may be of an older commit. */
        public boolean supersedes() {
            return job.supersede() && rerunOf == null;
        }
    }

    /** What a submission led to. */
    sealed interface Submission {
        /**
         * A new build.
         *
         * @param task the task that waits
         * @param createdAt by the database's clock
         */
        record Made(ReadyTask task, Instant createdAt) implements Submission {}

        /** The same request made this build before. */
        record MadeBefore(UUID buildId) implements Submission {}

        /** The key was used for another request, which made that build. */
        record KeyReused(UUID buildId) implements Submission {}

        /** The project is bound to another repository. */
        record OtherRepository(String repositoryUrl) implements Submission {}

        /**
         * Nothing was made: the project, or what was made with the key, was gone at each try.
         *
         * @param tries how many, one after the other
         */
        record Unmade(int tries) implements Submission {}
    }

    /**
     * Makes builds, their tasks, and their projects where they are the first, in one transaction,
     * which also grants the leases that the takers wish for.
     *
     * @param builds with different idempotency keys
     * @return in the same order
     */
    List<Submission> submit(List<NewBuild> builds, Takers takers);

    /** What a build was asked for. */
    record Original(
            BuildJob job,
            String pool,
            BuildStrategy strategy,
            String strategyReason,
            BuildPriority priority,
            boolean forceClean,
            boolean trusted) {}

    /** The request that made a build; empty when the tenant has no such build. */
    Optional<Original> original(UUID buildId, String tenant);

    /** What the answer to a submission needs of a build. */
    record Receipt(
            UUID buildId,
            BuildJob job,
            String pool,
            BuildStrategy strategy,
            BuildPriority priority,
            String status,
            boolean begun,
            String traceParent,
            Instant createdAt,
            String requirementClass) {}

    Receipt receipt(UUID buildId);

    /**
     * Forgets keys whose time is over.
     *
     * @return how many
     */
    int forgetExpiredKeys(int most);
}
