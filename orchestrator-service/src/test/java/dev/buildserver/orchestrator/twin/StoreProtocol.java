package dev.buildserver.orchestrator.twin;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.lease.LeaseStore;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.queue.Blocked;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.StrategyChoice;
import dev.buildserver.orchestrator.session.SessionStore;
import dev.buildserver.orchestrator.submission.SubmissionStore;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** The real stores. Two replicas take turns: what one has done, the other must go on with. */
final class StoreProtocol implements Protocol {
    private static final String TENANT = "tenant";
    private static final String MORE_TASKS =
            """
            INSERT INTO task (build_id, task_no, kind, pool, priority, status, unresolved,
              run_timeout, max_failures, tenant, project)
            SELECT build_id, ?, kind, pool, priority, ?, ?, run_timeout, max_failures, tenant, project
            FROM task WHERE build_id = ? AND task_no = 0
            """;

    private final ClockedDatabase database;
    private final Replica[] replicas = new Replica[2];
    private int calls;

    StoreProtocol(ClockedDatabase database) {
        this.database = database;
        crash(0);
        crash(1);
    }

    private Replica replica() {
        return replicas[calls++ % replicas.length];
    }

    @Override
    public String submit(NewBuild build, Wish taker) {
        OneTaker takers = new OneTaker(taker);
        Submission done = replica().submissions().submit(List.of(submission(build)), takers).get(0);
        if (done instanceof Submission.MadeBefore before) {
            return "made before: " + before.buildId();
        }
        if (done instanceof Submission.KeyReused reused) {
            return "key reused: " + reused.buildId();
        }
        if (build.graph() != Graph.ONE) {
            addTasks(build);
        }
        database.update(
                "UPDATE task SET handbacks = ? WHERE build_id = ?", build.handbacks(), build.id());
        return !(done instanceof Submission.Made)
                ? done.toString()
                : takers.granted.isEmpty() ? "made" : "leased";
    }

    /** Takes what a transaction makes, or nothing. */
    private static final class OneTaker implements Takers {
        private final Wish wish;
        private List<LeaseStore.Granted> granted = List.of();

        OneTaker(Wish wish) {
            this.wish = wish;
        }

        @Override
        public List<Wish> wishes(Collection<NewTask> tasks) {
            return wish == null || tasks.isEmpty() ? List.of() : List.of(wish);
        }

        @Override
        public void granted(List<LeaseStore.Granted> leases) {
            granted = leases;
        }
    }

    private static SubmissionStore.NewBuild submission(NewBuild build) {
        return new SubmissionStore.NewBuild(
                build.id(),
                TENANT,
                Requests.job("Project"),
                build.pool(),
                new StrategyChoice(BuildStrategy.CLEAN, "asked for"),
                BuildPriority.values()[build.priority()],
                false,
                "dev@example.com",
                null,
                build.key(),
                build.request(),
                Replica.config().queue().idempotencyTtl(),
                false,
                true,
                null,
                Replica.config().attempts().maxFailures(),
                null);
    }

    /** Nothing submits graphs yet; what ends attempts knows them. */
    private void addTasks(NewBuild build) {
        Graph graph = build.graph();
        for (int task = 1; task < graph.tasks(); task++) {
            int predecessors = graph.predecessors(task);
            String status = predecessors == 0 ? "READY" : "BLOCKED";
            database.update(MORE_TASKS, task, status, predecessors, build.id());
        }
        graph.edges()
                .forEach(
                        edge ->
                                database.update(
                                        "INSERT INTO edge VALUES (?, ?, ?)",
                                        build.id(),
                                        edge.from(),
                                        edge.to()));
        database.update(
                "UPDATE build SET open_tasks = ?, version = version + 1 WHERE build_id = ?",
                graph.tasks(),
                build.id());
    }

    @Override
    public Set<UUID> grant(List<Wish> wishes) {
        return replica().leases().grant(wishes).stream()
                .map(LeaseStore.Granted::attemptUid)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<Ended> end(List<End> ends) {
        return replica()
                .lifecycle()
                .end(ends.stream().map(StoreProtocol::attemptEnd).toList())
                .stream()
                .map(done -> done.map(StoreProtocol::ended).orElse(null))
                .collect(Collectors.toList());
    }

    private static AttemptEnd attemptEnd(End end) {
        if (end.digest() == null) {
            return AttemptEnd.byServer(end.task(), end.attempt(), end.outcome(), "test");
        }
        AttemptResult result =
                TestAgent.outcome(
                        Outcome.valueOf(end.outcome().name()), null, "test", end.lastBatch());
        return AttemptEnd.byResult(
                end.task(), end.attempt(), new AttemptEnd.Received(result, end.digest()));
    }

    private static Ended ended(EndedAttempt done) {
        SortedMap<String, Integer> ready = new TreeMap<>();
        done.ready().forEach(task -> ready.put(task.key().toString(), task.version()));
        return new Ended(done.outcome(), done.taskStatus().name(), ready, status(done.build()));
    }

    private static String status(Optional<BuildEnded> build) {
        return build.map(ended -> ended.status().name()).orElse(null);
    }

    @Override
    public String earlierAnswer(UUID attempt, String digest) {
        return replica()
                .lifecycle()
                .earlierAnswer(attempt, digest)
                .map(TaskStatus::name)
                .orElse(null);
    }

    @Override
    public Map<UUID, AttemptOutcome> overdue() {
        Map<UUID, AttemptOutcome> overdue = new TreeMap<>();
        replica()
                .lifecycle()
                .overdue(1000)
                .forEach(end -> overdue.put(end.attemptUid(), end.outcome()));
        return overdue;
    }

    @Override
    public Cancelled cancel(UUID build) {
        return replica()
                .lifecycle()
                .cancel(build, "test")
                .map(
                        done -> {
                            SortedMap<String, Integer> unqueued = new TreeMap<>();
                            done.unqueued()
                                    .forEach(e -> unqueued.put(e.key().toString(), e.version()));
                            return new Cancelled(
                                    status(done.buildEnded()),
                                    unqueued,
                                    new TreeSet<>(done.holders()));
                        })
                .orElse(null);
    }

    @Override
    public void register(UUID session, String agent, String pool) {
        // With room for more than a sequence asks for: the twin counts no slots.
        replica()
                .sessions()
                .open(
                        session,
                        TestAgent.registration(
                                agent, pool, TestAgent.capabilities(1_000, "8.0.404")),
                        pool);
    }

    @Override
    public void beat(UUID session, long sequence, List<UUID> held) {
        Heartbeat beat = new Heartbeat(sequence, held, 1, null, true, List.of());
        replica().sessions().beat(List.of(new SessionStore.Beat(session, beat)));
    }

    @Override
    public void touch(UUID session) {
        replica().sessions().touch(List.of(session));
    }

    @Override
    public void signOff(UUID session) {
        replica().sessions().end(session, "deregistered");
    }

    @Override
    public Set<UUID> expire() {
        return new HashSet<>(replica().sessions().expire(Replica.config().sessions().ttl()));
    }

    @Override
    public void maintain(String agent, boolean maintenance) {
        database.update(
                "UPDATE agent SET mode = ? WHERE agent_id = ?",
                maintenance ? "MAINTENANCE" : "ACTIVE",
                agent);
    }

    @Override
    public void drain(UUID session, boolean drain) {
        database.update("UPDATE agent_session SET drain = ? WHERE session_id = ?", drain, session);
    }

    @Override
    public Set<TaskKey> endExclusions() {
        return replica().readyTasks().endExclusions().stream()
                .map(ReadyTask::key)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<TaskKey> candidates(String pool, String agent) {
        return new HashSet<>(
                replica().readyTasks().candidates(pool, agent, List.of(""), Blocked.NOBODY, 1000));
    }

    @Override
    public Map<String, AgentStatus> agents() {
        return replica().agents().agents(TENANT).stream()
                .collect(
                        Collectors.toMap(
                                AgentDetails::agentId,
                                AgentDetails::status,
                                (one, other) -> one,
                                TreeMap::new));
    }

    @Override
    public void crash(int replica) {
        replicas[replica] = new Replica(database.source());
    }

    @Override
    public void advance(Duration duration) {
        database.advance(duration);
    }

    @Override
    public void luck(double luck) {
        database.luck(luck);
    }

    @Override
    public World world() {
        try (Connection connection = database.source().getConnection()) {
            return StoredWorld.read(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
