package dev.buildserver.orchestrator.lease;

import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.Takers.NewTask;
import java.util.List;
import java.util.Optional;

/** Polls that nothing in the index is for, and that no run serves any more. */
interface IdlePolls {
    /** Takes out one that may have the task. */
    Optional<ParkedPoll> takeIdle(NewTask task);

    /** Lets one that was taken out wait on. */
    void putBack(ParkedPoll poll);

    /** The requirement classes that its agent serves. */
    List<String> classesOf(ParkedPoll poll);

    /** Begins to write what an agent is told of a lease; nobody is told yet. */
    Letter begin(Granted granted);

    /** Answers a poll with what was granted to its session; what it can't take is free again. */
    void deliver(ParkedPoll poll, List<Letter> letters);
}
