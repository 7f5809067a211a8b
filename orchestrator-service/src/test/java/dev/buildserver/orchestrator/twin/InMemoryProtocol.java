package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.AttemptState;
import dev.buildserver.domain.task.TaskState;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The protocol as simply as it can be said: one thing after the other, by the domain's states. */
final class InMemoryProtocol implements Protocol {
    static final Duration RUN_TIMEOUT = Duration.ofMinutes(10);

    private final OrchestratorConfig config;
    private final Map<UUID, InMemoryBuild> builds = new LinkedHashMap<>();
    private final InMemorySessions sessions = new InMemorySessions();
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<UUID, AttemptRecord> attempts = new HashMap<>();
    private Instant now = ClockedDatabase.START;
    private double luck = 0.5;

    InMemoryProtocol(OrchestratorConfig config) {
        this.config = config;
    }

    private record Key(String request, UUID build, Instant expires) {}

    private record AttemptRecord(AttemptState.Ended state, TaskStatus task, String digest) {}

    @Override
    public String submit(NewBuild build, Wish taker) {
        Key known = keys.get(build.key());
        if (known != null && !known.expires().isBefore(now)) {
            return (known.request().equals(build.request()) ? "made before: " : "key reused: ")
                    + known.build();
        }
        keys.put(
                build.key(),
                new Key(build.request(), build.id(), now.plus(config.queue().idempotencyTtl())));
        builds.put(build.id(), new InMemoryBuild(build, config.attempts().maxFailures(), now));
        return taker == null || grant(List.of(taker)).isEmpty() ? "made" : "leased";
    }

    @Override
    public Set<UUID> grant(List<Wish> wishes) {
        Set<UUID> granted = new TreeSet<>();
        for (Wish wish : wishes) {
            InMemoryBuild build = builds.get(wish.task().buildId());
            InMemorySessions.Session session = sessions.get(wish.sessionId());
            if (build.tasks().get(wish.task().taskNo()) instanceof TaskState.Ready ready
                    && session.takesWorkOf(build.pool())
                    && ready.mayGoTo(session.agent, now, config.attempts().exclusion())) {
                Instant deadline = now.plus(RUN_TIMEOUT).plus(config.attempts().timeoutGrace());
                build.put(
                        wish.task().taskNo(),
                        ready.toLeased(wish.attemptUid(), wish.sessionId(), now, deadline));
                session.leaseGranted();
                granted.add(wish.attemptUid());
            }
        }
        return granted;
    }

    @Override
    public List<Ended> end(List<End> ends) {
        List<Ended> done = new ArrayList<>();
        ends.forEach(end -> done.add(end(end)));
        return done;
    }

    private Ended end(End end) {
        InMemoryBuild build = builds.get(end.task().buildId());
        boolean logIncomplete = end.outcome().isResult() && end.lastBatch() > 0;
        if (!(build.tasks().get(end.task().taskNo()) instanceof TaskState.Held held)
                || !held.attempt().uid().equals(end.attempt())
                || logIncomplete) {
            return null;
        }
        InMemorySessions.Session session = sessions.get(held.attempt().session());
        Ended ended =
                build.end(end.task().taskNo(), end.outcome(), session.agent, now, backOff(held));
        session.attemptEnded();
        TaskStatus status = TaskStatus.valueOf(ended.task());
        boolean accepted = end.outcome().isResult() && held instanceof TaskState.Leased;
        attempts.put(
                end.attempt(),
                new AttemptRecord(
                        held.attempt().toEnded(ended.outcome(), accepted), status, end.digest()));
        return ended;
    }

    private Duration backOff(TaskState.Held held) {
        double factor = Math.pow(2, held.history().failures()) * (0.75 + luck / 2);
        return Duration.ofNanos((long) (config.attempts().backOff().toNanos() * factor));
    }

    @Override
    public String earlierAnswer(UUID attempt, String digest) {
        AttemptRecord ended = attempts.get(attempt);
        return ended != null && digest.equals(ended.digest()) ? ended.task().name() : null;
    }

    @Override
    public Map<UUID, AttemptOutcome> overdue() {
        Map<UUID, AttemptOutcome> overdue = new TreeMap<>();
        eachTask(
                (key, task) -> {
                    if (task instanceof TaskState.Held held) {
                        AttemptOutcome outcome = overdueAs(held);
                        if (outcome != null) {
                            overdue.put(held.attempt().uid(), outcome);
                        }
                    }
                });
        return overdue;
    }

    private AttemptOutcome overdueAs(TaskState.Held held) {
        AttemptState.Running attempt = held.attempt();
        InMemorySessions.Session session = sessions.get(attempt.session());
        Instant undeliveredBefore = session.beatAt.minus(config.sessions().ttl());
        if (session.ended()) {
            return "deregistered".equals(session.endReason)
                    ? AttemptOutcome.RETURNED
                    : AttemptOutcome.LOST;
        }
        if (attempt.deadline().isBefore(now)) {
            return AttemptOutcome.TIMEOUT;
        }
        if (held instanceof TaskState.Stopping stopping
                && stopping.requested().isBefore(now.minus(config.attempts().cancelBound()))) {
            return AttemptOutcome.CANCELLED;
        }
        return attempt.since().isBefore(undeliveredBefore) && !session.held.contains(attempt.uid())
                ? AttemptOutcome.UNDELIVERED
                : null;
    }

    @Override
    public Cancelled cancel(UUID build) {
        return builds.get(build).cancel(now);
    }

    @Override
    public void register(UUID session, String agent, String pool) {
        sessions.register(session, agent, pool, now);
    }

    @Override
    public void beat(UUID session, long sequence, List<UUID> held) {
        sessions.beat(session, sequence, held, now);
    }

    @Override
    public void touch(UUID session) {
        sessions.touch(session, now);
    }

    @Override
    public void signOff(UUID session) {
        sessions.signOff(session);
    }

    @Override
    public Set<UUID> expire() {
        return sessions.expire(now, config.sessions().ttl());
    }

    @Override
    public void maintain(String agent, boolean maintenance) {
        sessions.maintain(agent, maintenance);
    }

    @Override
    public void drain(UUID session, boolean drain) {
        sessions.drain(session, drain);
    }

    @Override
    public Set<TaskKey> endExclusions() {
        Set<TaskKey> ended = new java.util.HashSet<>();
        eachTask(
                (key, task) -> {
                    InMemoryBuild build = builds.get(key.buildId());
                    if (task instanceof TaskState.Ready ready
                            && !ready.history().excluded().isEmpty()
                            && !sessions.anyFor(build.pool(), ready.history().excluded())) {
                        build.put(key.taskNo(), ready.toReady());
                        ended.add(key);
                    }
                });
        return ended;
    }

    @Override
    public Set<TaskKey> candidates(String pool, String agent) {
        Set<TaskKey> candidates = new java.util.HashSet<>();
        eachTask(
                (key, task) -> {
                    if (builds.get(key.buildId()).pool().equals(pool)
                            && task instanceof TaskState.Ready ready
                            && ready.mayGoTo(agent, now, config.attempts().exclusion())) {
                        candidates.add(key);
                    }
                });
        return candidates;
    }

    private void eachTask(BiConsumer<TaskKey, TaskState> use) {
        builds.forEach(
                (id, build) ->
                        Map.copyOf(build.tasks())
                                .forEach((no, task) -> use.accept(new TaskKey(id, no), task)));
    }

    @Override
    public Map<String, AgentStatus> agents() {
        return sessions.statuses();
    }

    @Override
    public void crash(int replica) {
        // Nothing is anywhere but here.
    }

    @Override
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void luck(double luck) {
        this.luck = luck;
    }

    @Override
    public World world() {
        World world = new World(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        builds.forEach((id, build) -> world.builds().put(id.toString(), row(build.state())));
        eachTask((key, task) -> world.tasks().put(key.toString(), Rows.of(task)));
        sessions.all()
                .forEach(
                        (id, s) ->
                                world.sessions()
                                        .put(
                                                id.toString(),
                                                new World.SessionRow(
                                                        s.agent,
                                                        s.endReason,
                                                        s.drain,
                                                        s.seenAt,
                                                        s.beatAt,
                                                        s.sequence,
                                                        s.held)));
        attempts.forEach(
                (uid, attempt) ->
                        world.attempts()
                                .put(
                                        uid.toString(),
                                        new World.AttemptRow(
                                                attempt.state().kind(),
                                                attempt.task(),
                                                attempt.digest())));
        return world;
    }

    private static World.BuildRow row(BuildState state) {
        if (state instanceof BuildState.Unfinished unfinished) {
            return new World.BuildRow(
                    state.kind(),
                    state.version(),
                    unfinished.openTasks(),
                    unfinished.failedTasks());
        }
        int failed =
                state instanceof BuildState.Failed f
                        ? f.failedTasks()
                        : state instanceof BuildState.Cancelled c ? c.failedTasks() : 0;
        return new World.BuildRow(state.kind(), state.version(), 0, failed);
    }
}
