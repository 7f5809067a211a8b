package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.queue.TaskIndex;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Optional;
import java.util.UUID;

/** Cancels builds: what waits at once, what runs by telling its agent. */
@ApplicationScoped
class CancelBuilds {
    private final LifecycleStore store;
    private final BuildAccess access;
    private final TaskIndex index;
    private final Event<CancelRequested> cancelRequested;
    private final Event<BuildEnded> buildEnded;
    private final Event<BuildChanged> buildChanged;

    CancelBuilds(
            LifecycleStore store,
            BuildAccess access,
            TaskIndex index,
            Event<CancelRequested> cancelRequested,
            Event<BuildEnded> buildEnded,
            Event<BuildChanged> buildChanged) {
        this.store = store;
        this.access = access;
        this.index = index;
        this.cancelRequested = cancelRequested;
        this.buildEnded = buildEnded;
        this.buildChanged = buildChanged;
    }

    /**
     * Cancels a build; repeating it does no harm.
     *
     * @throws BuildServerException {@code ALREADY_FINISHED}
     */
    CancelAnswer cancel(UUID buildId, String by) {
        Optional<LifecycleStore.Cancelled> done = store.cancel(buildId, "Cancelled by " + by);
        done.ifPresent(cancelled -> tell(buildId, cancelled));
        boolean ended =
                done.map(cancelled -> cancelled.buildEnded().isPresent())
                        .orElseGet(() -> requireUnfinished(buildId));
        return ended
                ? new CancelAnswer(buildId, BuildStatus.CANCELLED, "Build cancelled")
                : new CancelAnswer(buildId, BuildStatus.CANCELLING, "Build cancellation requested");
    }

    /** Cancels a build that only waits; false when it has begun or ended. */
    boolean cancelUnlessBegun(UUID buildId, String reason) {
        Optional<LifecycleStore.Cancelled> done = store.cancelUnlessBegun(buildId, reason);
        done.ifPresent(cancelled -> tell(buildId, cancelled));
        return done.isPresent();
    }

    private void tell(UUID buildId, LifecycleStore.Cancelled cancelled) {
        index.remove(cancelled.pool(), cancelled.unqueued());
        if (!cancelled.holders().isEmpty()) {
            cancelRequested.fire(new CancelRequested(cancelled.holders()));
        }
        cancelled.buildEnded().ifPresent(buildEnded::fire);
        buildChanged.fire(new BuildChanged(buildId));
    }

    private boolean requireUnfinished(UUID buildId) {
        if (access.owner(buildId).filter(owner -> !owner.ended()).isEmpty()) {
            throw new BuildServerException(
                    ErrorCode.ALREADY_FINISHED, "Build " + buildId + " has already finished");
        }
        return false;
    }
}
