package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/**
 * The queue and lease protocol, as far as its parts can be asked one after the other. Answers are
 * values: two implementations that do the same give equal ones.
 */
interface Protocol {
    /**
     * A build to be submitted.
     *
     * @param key of idempotency
     * @param request which request it is: the same key with another one is refused
     * @param handbacks that its tasks have behind them
     */
    record NewBuild(
            UUID id,
            String pool,
            int priority,
            Graph graph,
            String key,
            String request,
            int handbacks) {}

    /**
     * T1: {@code made}, {@code leased}, or which build the key made before.
     *
     * @param taker who is to get the first task within the transaction, as by {@link #grant}; null:
     *     it waits
     */
    String submit(NewBuild build, Wish taker);

    /** T2: the attempts that were granted. */
    Set<UUID> grant(List<Wish> wishes);

    /**
     * The end of an attempt.
     *
     * @param digest of the agent's result; null when the server ends it
     * @param lastBatch of the log, 0 when there is none
     */
    record End(TaskKey task, UUID attempt, AttemptOutcome outcome, String digest, int lastBatch) {}

    /**
     * What an end did.
     *
     * @param outcome what it was taken as
     * @param ready tasks that are ready by it, with their versions
     * @param build status of the build when it ended; null when it goes on
     */
    record Ended(
            AttemptOutcome outcome, String task, SortedMap<String, Integer> ready, String build) {}

    /** T3, in one transaction, of different builds; null for one that is not current. */
    List<Ended> end(List<End> ends);

    /** The answer to a repeated result; null when it is not the one that counted. */
    String earlierAnswer(UUID attempt, String digest);

    /** Attempts that the server has to end, and as what. */
    Map<UUID, AttemptOutcome> overdue();

    /**
     * What a cancel did.
     *
     * @param build status of the build when it ended by it; null when something runs
     */
    record Cancelled(String build, SortedMap<String, Integer> unqueued, Set<UUID> holders) {}

    /** T4; null when there is nothing to cancel. */
    Cancelled cancel(UUID build);

    /** T5: a new session, which ends an older one of the agent. */
    void register(UUID session, String agent, String pool);

    void beat(UUID session, long sequence, List<UUID> held);

    void touch(UUID session);

    void signOff(UUID session);

    Set<UUID> expire();

    /** An operator keeps the agent from taking work, or no longer. */
    void maintain(String agent, boolean maintenance);

    void drain(UUID session, boolean drain);

    /** Tasks on which all agents failed; may be tried by all again. */
    Set<TaskKey> endExclusions();

    /** Tasks that the agent could lease now. */
    Set<TaskKey> candidates(String pool, String agent);

    Map<String, AgentStatus> agents();

    /** A replica loses what it has in memory. */
    void crash(int replica);

    void advance(Duration duration);

    /** The random part of the next back-offs, 0 to 1. */
    void luck(double luck);

    /** Everything that is stored. */
    World world();
}
