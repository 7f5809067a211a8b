package dev.buildserver.orchestrator.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The index of ready tasks: fast, ordered, and never the only copy. Every operation is idempotent.
 * All fail with {@link IndexUnavailableException} when the index is out of reach.
 */
public interface ReadyIndex {
    /** Tasks that are being added: whatever is asked of the index from now on finds them. */
    @FunctionalInterface
    interface Added {
        /**
         * Waits until they are there.
         *
         * @return whether the index is known to be complete; false after it was emptied
         */
        boolean complete();
    }

    /** Adds tasks, or replaces entries of lower versions. */
    Added enqueue(String pool, Collection<ReadyTask> tasks);

    /** What {@link #match} found. */
    record Matches(List<Proposal> proposals, boolean complete) {}

    /**
     * Takes the best tasks for the seekers: by priority, which grows with age; then tenants, and
     * within a tenant its projects, take turns; then by age. What is taken comes back by itself
     * after a while unless it is acknowledged.
     *
     * @param seekers the least loaded first: of those that may have a task, one that holds its
     *     workspace warm gets it, else the first
     * @param blocked whose tasks are passed over
     */
    Matches match(String pool, List<Seeker> seekers, Blocked blocked);

    /** Forgets entries, unless they are of a higher version. */
    void acknowledge(String pool, Collection<IndexEntry> entries);

    /** Puts a taken entry back, to be matched after the delay. */
    void putBack(String pool, IndexEntry entry, Duration delay);

    /** Those of the tasks that the index lacks, or has in a lower version. */
    List<ReadyTask> missing(String pool, List<ReadyTask> tasks);

    /** How many tasks are served first, plus one; empty when the task is not waiting. */
    OptionalLong position(String pool, TaskKey key);

    /** Wakes the replicas on which agents wait for the pool; does not wait for them. */
    void wake(String pool);

    /** Says that somebody begins to add all ready tasks. */
    void beginRebuild(String pool, UUID rebuild);

    /**
     * Says that all ready tasks have been added since the rebuild began.
     *
     * @return false when the index was emptied meanwhile: it may lack tasks, and is to be rebuilt
     *     again
     */
    boolean finishRebuild(String pool, UUID rebuild);

    /**
     * Names the server that holds the index. When the name has changed, tasks that were added
     * lately may be lost.
     */
    String server();
}
