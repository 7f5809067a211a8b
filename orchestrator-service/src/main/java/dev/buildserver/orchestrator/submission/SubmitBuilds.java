package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.agents.Offer;
import dev.buildserver.orchestrator.agents.Pool;
import dev.buildserver.orchestrator.agents.Pools;
import dev.buildserver.orchestrator.batch.GroupCommit;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lease.Handover;
import dev.buildserver.orchestrator.lease.WaitingAgents;
import dev.buildserver.orchestrator.lifecycle.BuildAccess;
import dev.buildserver.orchestrator.lifecycle.SupersededBuilds;
import dev.buildserver.orchestrator.limit.Limits;
import dev.buildserver.orchestrator.queue.TaskIndex;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.runtime.Writing;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Original;
import dev.buildserver.orchestrator.submission.SubmissionStore.Receipt;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * Makes builds. A build exists from the commit of its transaction on; only then it is indexed,
 * agents that wait are woken, and the caller hears of it.
 */
@ApplicationScoped
class SubmitBuilds {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final SubmissionStore store;
    private final SubmissionReceipts receipts;
    private final WaitingAgents agents;
    private final TaskIndex index;
    private final Pools pools;
    private final Offer offer;
    private final QueueBound bound;
    private final Limits limits;
    private final SupersededBuilds superseded;
    private final TrustedRefs trustedRefs;
    private final RequestHash hash;
    private final OrchestratorConfig config;
    private final UuidV7 ids;
    private final GroupCommit<NewBuild, Submission> commits;

    SubmitBuilds(
            SubmissionStore store,
            SubmissionReceipts receipts,
            WaitingAgents agents,
            TaskIndex index,
            Pools pools,
            Offer offer,
            QueueBound bound,
            Limits limits,
            SupersededBuilds superseded,
            TrustedRefs trustedRefs,
            RequestHash hash,
            OrchestratorConfig config,
            @Writing ExecutorService executor,
            UuidV7 ids) {
        this.store = store;
        this.receipts = receipts;
        this.agents = agents;
        this.index = index;
        this.pools = pools;
        this.offer = offer;
        this.bound = bound;
        this.limits = limits;
        this.superseded = superseded;
        this.trustedRefs = trustedRefs;
        this.hash = hash;
        this.config = config;
        this.ids = ids;
        this.commits = new GroupCommit<>(executor, SubmitBuilds::key, this::write);
    }

    /**
     * Makes the build that is asked for.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code STRATEGY_UNAVAILABLE}, {@code
     *     REQUIREMENTS_UNMET}, {@code QUEUE_FULL}, {@code IDEMPOTENCY_KEY_REUSED}, {@code
     *     PROJECT_REPOSITORY_MISMATCH}, {@code UNAVAILABLE}
     */
    BuildAccepted submit(SubmitBuild request, Submitter submitter) {
        SubmittedFields.require(request);
        StrategyChoice choice = StrategyChoice.of(request.strategy(), request.forceClean());
        Pool pool = pool(request.targetPool());
        BuildPriority priority =
                request.priority() == null ? BuildPriority.NORMAL : request.priority();
        requireServed(pool.name(), request.job());
        String requester =
                request.requesterEmail() == null ? submitter.email() : request.requesterEmail();
        return accept(
                new NewBuild(
                        ids.next(),
                        submitter.tenant(),
                        request.job(),
                        pool.name(),
                        choice,
                        priority,
                        request.forceClean(),
                        requester,
                        submitter.traceParent(),
                        submitter.idempotencyKey(),
                        hash.of(request),
                        config.queue().idempotencyTtl(),
                        submitter.buildMaster(),
                        trustedRefs.includes(request.job().gitRef()),
                        null,
                        config.attempts().maxFailures(),
                        queueTimeout(request.job())));
    }

    /**
     * Makes a build of the same request as another.
     *
     * @throws BuildServerException {@code BUILD_NOT_FOUND}, and what {@link #submit} throws
     */
    BuildAccepted rerun(UUID buildId, Submitter submitter) {
        Original original =
                store.original(buildId, submitter.tenant())
                        .orElseThrow(() -> BuildAccess.notFound(buildId));
        requireServed(original.pool(), original.job());
        return accept(
                new NewBuild(
                        ids.next(),
                        submitter.tenant(),
                        original.job(),
                        original.pool(),
                        new StrategyChoice(original.strategy(), original.strategyReason()),
                        original.priority(),
                        original.forceClean(),
                        submitter.email(),
                        submitter.traceParent(),
                        submitter.idempotencyKey(),
                        hash.of(List.of("rerun", buildId)),
                        config.queue().idempotencyTtl(),
                        submitter.buildMaster(),
                        // A second time doesn't make it better.
                        original.trusted() && trustedRefs.includes(original.job().gitRef()),
                        buildId,
                        config.attempts().maxFailures(),
                        queueTimeout(original.job())));
    }

    private Duration queueTimeout(BuildJob job) {
        return job.queueTimeoutMinutes() == null
                ? config.queue().timeout().orElse(null)
                : Duration.ofMinutes(job.queueTimeoutMinutes());
    }

    private void requireServed(String pool, BuildJob job) {
        offer.objection(pool, job.requirements())
                .ifPresent(
                        objection -> {
                            throw new BuildServerException(ErrorCode.REQUIREMENTS_UNMET, objection);
                        });
    }

    private BuildAccepted accept(NewBuild build) {
        bound.requireRoom();
        limits.beforeBuild(build.tenant(), build.job().projectName());
        Submission submission = commits.write(build);
        if (submission instanceof Submission.Made made) {
            return receipts.of(receipt(build, made), build.tenant());
        }
        if (submission instanceof Submission.MadeBefore before) {
            return receipts.of(before.buildId(), build.tenant());
        }
        throw refusal(build, submission);
    }

    private List<Submission> write(List<NewBuild> group) {
        List<Submission> submissions;
        Set<TaskKey> leased;
        try (Handover handover = agents.handover()) {
            submissions = store.submit(group, handover);
            leased = handover.deliver();
        }
        index.add(
                submissions.stream()
                        .filter(Submission.Made.class::isInstance)
                        .map(made -> ((Submission.Made) made).task())
                        .filter(task -> !leased.contains(task.key()))
                        .toList());
        if (group.stream().anyMatch(NewBuild::supersedes)) {
            superseded.sweepSoon();
        }
        return submissions;
    }

    /** A build's own id where it has no key: only equal keys keep requests apart. */
    private static Object key(NewBuild build) {
        return build.idempotencyKey() == null
                ? build.buildId()
                : List.of(build.tenant(), build.idempotencyKey());
    }

    private static Receipt receipt(NewBuild build, Submission.Made made) {
        return new Receipt(
                build.buildId(),
                build.job(),
                build.pool(),
                build.choice().strategy(),
                build.priority(),
                "OPEN",
                false,
                build.traceParent(),
                made.createdAt(),
                made.task().requirements());
    }

    private static BuildServerException refusal(NewBuild build, Submission submission) {
        if (submission instanceof Submission.KeyReused reused) {
            return new BuildServerException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "The key was used for another request, which made build " + reused.buildId());
        }
        if (submission instanceof Submission.Unmade unmade) {
            return new BuildServerException(
                            ErrorCode.UNAVAILABLE,
                            ("Nothing was made: project %s, or what was made with the key, was gone"
                                            + " at each of %d tries")
                                    .formatted(build.job().projectName(), unmade.tries()))
                    .retryAfter(RETRY_AFTER);
        }
        return new BuildServerException(
                ErrorCode.PROJECT_REPOSITORY_MISMATCH,
                "Project "
                        + build.job().projectName()
                        + " is bound to "
                        + ((Submission.OtherRepository) submission).repositoryUrl()
                        + "; building another repository under its name takes the role"
                        + " BuildMaster");
    }

    private Pool pool(String name) {
        return pools.find(name)
                .orElseThrow(
                        () ->
                                BuildServerException.invalid(
                                        List.of(
                                                new Violation(
                                                        "targetPool",
                                                        "There is no pool \""
                                                                + name
                                                                + "\"; there are "
                                                                + pools.names()))));
    }
}
