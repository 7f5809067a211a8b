package dev.buildserver.orchestrator.lease;

import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.Takers.NewTask;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Polls that nothing in the index is for, and that no run serves any more. */
interface IdlePolls {
    /** Takes out one that may have the task. */
    Optional<ParkedPoll> takeIdle(NewTask task);

    /** Lets one that was taken out wait on. */
    void putBack(ParkedPoll poll);

    /** The requirement classes that its agent serves. */
    List<String> classesOf(ParkedPoll poll);

    /** Begins to sign the token of a lease that may be granted. */
    CompletableFuture<String> sign(LeaseClaims claims);

    /** What an agent is to be told of a lease; nobody is told yet. */
    Letter letter(Granted granted, CompletableFuture<String> token);

    /** Answers a poll with what was granted to its session; what it can't take is free again. */
    void deliver(ParkedPoll poll, List<Letter> letters);
}
