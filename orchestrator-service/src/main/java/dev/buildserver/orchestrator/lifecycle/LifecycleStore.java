package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.queue.IndexEntry;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The transactions that end attempts and builds. Each is one compare-and-set. */
public interface LifecycleStore {
    /**
     * Ends attempts in one transaction.
     *
     * @param ends each of another build
     * @return in the same order; empty for one that is not the current one, or of whose log batches
     *     are missing
     */
    List<Optional<EndedAttempt>> end(List<AttemptEnd> ends);

    /** The answer that the result with this digest got, if it was accepted before. */
    Optional<TaskStatus> earlierAnswer(UUID attemptUid, String digest);

    /** The first missing batch of the attempt's log, when the attempt is still current. */
    Optional<Integer> nextBatchIfCurrent(TaskKey task, UUID attemptUid);

    /**
     * What a request to cancel did.
     *
     * @param buildEnded the build, when nothing ran
     * @param unqueued tasks that waited
     * @param holders sessions that run tasks of the build
     */
    record Cancelled(
            Optional<BuildEnded> buildEnded,
            String pool,
            List<IndexEntry> unqueued,
            Set<UUID> holders) {}

    /** Cancels a build; empty when it has ended, or is being cancelled already. */
    Optional<Cancelled> cancel(UUID buildId, String reason);

    /** Cancels a build unless an attempt has begun, or it has ended; empty then. */
    Optional<Cancelled> cancelUnlessBegun(UUID buildId, String reason);

    /** A build that is to be cancelled, unless an attempt has begun by then. */
    record Overtaken(UUID buildId, String reason) {}

    /** Builds that have waited longer than they may, at most the given number. */
    List<Overtaken> waitedTooLong(int limit);

    /** Builds that asked to supersede others, and have not been seen to. */
    List<UUID> superseding(int limit);

    /** The older builds of the same work that no agent has begun. */
    List<Overtaken> supersededBy(UUID buildId);

    /** Notes that what the build supersedes is cancelled. */
    void superseded(UUID buildId);

    /** An attempt that a session holds in truth. */
    record Held(TaskKey task, UUID attemptUid, boolean cancelRequested) {}

    /** What the session holds. */
    default List<Held> heldBy(UUID sessionId) {
        return heldBy(Set.of(sessionId)).getOrDefault(sessionId, List.of());
    }

    /** What the sessions hold; a session that holds nothing is not in it. */
    Map<UUID, List<Held>> heldBy(Set<UUID> sessionIds);

    /** Attempts that these sessions should cancel. */
    List<HeldCancel> cancelsOf(Set<UUID> sessions);

    /** A session's attempt that should be cancelled. */
    record HeldCancel(UUID sessionId, UUID attemptUid) {}

    /** Attempts that the server has to end itself, at most the given number. */
    List<AttemptEnd> overdue(int limit);
}
