package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.agents.Pool;
import dev.buildserver.orchestrator.agents.Pools;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lifecycle.BuildAccess;
import dev.buildserver.orchestrator.queue.TaskIndex;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Original;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submitted;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Makes builds. A build exists from the commit of its transaction on; only then it is indexed,
 * agents that wait are woken, and the caller hears of it.
 */
@ApplicationScoped
class SubmitBuilds {
    private final SubmissionStore store;
    private final SubmissionReceipts receipts;
    private final TaskIndex index;
    private final Pools pools;
    private final QueueBound bound;
    private final RequestHash hash;
    private final OrchestratorConfig config;
    private final UuidV7 ids;

    SubmitBuilds(
            SubmissionStore store,
            SubmissionReceipts receipts,
            TaskIndex index,
            Pools pools,
            QueueBound bound,
            RequestHash hash,
            OrchestratorConfig config,
            UuidV7 ids) {
        this.store = store;
        this.receipts = receipts;
        this.index = index;
        this.pools = pools;
        this.bound = bound;
        this.hash = hash;
        this.config = config;
        this.ids = ids;
    }

    /**
     * Makes the build that is asked for.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code STRATEGY_UNAVAILABLE}, {@code
     *     QUEUE_FULL}, {@code IDEMPOTENCY_KEY_REUSED}, {@code PROJECT_REPOSITORY_MISMATCH}
     */
    BuildAccepted submit(SubmitBuild request, Submitter submitter) {
        SubmittedFields.require(request);
        StrategyChoice choice = StrategyChoice.of(request.strategy(), request.forceClean());
        Pool pool = pool(request.targetPool());
        BuildPriority priority =
                request.priority() == null ? BuildPriority.NORMAL : request.priority();
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
                        null,
                        config.attempts().maxFailures()));
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
                        buildId,
                        config.attempts().maxFailures()));
    }

    private BuildAccepted accept(NewBuild build) {
        bound.requireRoom();
        Submitted submitted = store.submit(build);
        submitted.task().ifPresent(task -> index.add(List.of(task)));
        return receipts.of(submitted.buildId(), build.tenant());
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
