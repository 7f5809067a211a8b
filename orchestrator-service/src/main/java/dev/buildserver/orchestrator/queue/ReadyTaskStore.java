package dev.buildserver.orchestrator.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** The ready tasks as PostgreSQL knows them. */
public interface ReadyTaskStore {
    /**
     * A page of ready tasks, ordered by key.
     *
     * @param after null for the first page
     */
    List<ReadyTask> page(TaskKey after, int size);

    /** Those that became ready lately, but not so lately that somebody is still adding them. */
    List<ReadyTask> recent(Duration youngest, Duration oldest);

    /** Those of the tasks that are ready. */
    List<ReadyTask> ready(Collection<TaskKey> keys);

    /**
     * What a session of the agent may lease now, best first.
     *
     * @param classes requirement classes that the agent serves
     */
    List<TaskKey> candidates(
            String pool, String agentId, List<String> classes, Blocked blocked, int count);

    /** How many tasks are served first, plus one; empty when the task is not ready. */
    OptionalLong position(TaskKey key);

    /**
     * Number of tasks that wait for an agent.
     *
     * @param most no more are counted
     */
    long waiting(int most);

    /**
     * Ends exclusions of tasks that no agent that is there may take otherwise.
     *
     * @return the tasks, in their new version
     */
    List<ReadyTask> endExclusions();
}
