package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.BuildAccess;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import dev.buildserver.orchestrator.queue.TaskKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class PostgresLifecycleStore implements LifecycleStore, BuildAccess {
    private static final String EARLIER_ANSWER =
            "SELECT task_status FROM attempt WHERE attempt_uid = ? AND result_digest = ?";
    private static final String NEXT_BATCH =
            """
            SELECT (SELECT coalesce(max(batch_no), 0) + 1 FROM log_batch b
                    WHERE b.attempt_uid = t.attempt_uid)
            FROM task t
            WHERE build_id = ? AND task_no = ? AND attempt_uid = ? AND status = 'LEASED'
            """;
    private static final String HELD =
            """
            SELECT holder, build_id, task_no, attempt_uid, cancel_requested FROM task
            WHERE holder = ANY (?) ORDER BY leased_at
            """;
    private static final String CANCELS =
            "SELECT holder, attempt_uid FROM task WHERE holder = ANY (?) AND cancel_requested";
    private static final String OWNER =
            "SELECT tenant, requester_email, ended_at FROM build WHERE build_id = ?";
    private static final String OVERDUE =
            """
            SELECT t.build_id, t.task_no, t.attempt_uid, s.agent_id,
              CASE WHEN s.end_reason = 'deregistered' THEN 'RETURNED'
                   WHEN s.status = 'ENDED' THEN 'LOST'
                   WHEN t.run_deadline < now() THEN 'TIMEOUT'
                   WHEN t.cancel_requested_at < now() - make_interval(secs => p.cancel_bound)
                     THEN 'CANCELLED'
                   WHEN a.drain_deadline <= now() THEN 'RETURNED'
                   ELSE 'UNDELIVERED' END AS outcome,
              s.end_reason
            FROM task t JOIN agent_session s ON s.session_id = t.holder
            JOIN agent a ON a.agent_id = s.agent_id
            CROSS JOIN (SELECT ?::float8 AS cancel_bound, ?::float8 AS ttl) p
            WHERE s.status = 'ENDED' OR t.run_deadline < now() OR a.drain_deadline <= now()
              OR t.cancel_requested_at < now() - make_interval(secs => p.cancel_bound)
              OR (t.leased_at < s.beat_at - make_interval(secs => p.ttl)
                  AND NOT t.attempt_uid = ANY (s.held))
            LIMIT ?
            """;

    private final Database database;
    private final EndTransaction ending;
    private final OrchestratorConfig config;

    PostgresLifecycleStore(Database database, EndTransaction ending, OrchestratorConfig config) {
        this.database = database;
        this.ending = ending;
        this.config = config;
    }

    @Override
    public List<Optional<EndedAttempt>> end(List<AttemptEnd> ends) {
        return database.transaction(connection -> ending.run(connection, ends));
    }

    @Override
    public Optional<TaskStatus> earlierAnswer(UUID attemptUid, String digest) {
        return database.statement(
                c ->
                        Sql.first(
                                c,
                                EARLIER_ANSWER,
                                row -> TaskStatus.valueOf(row.getString(1)),
                                attemptUid,
                                digest));
    }

    @Override
    public Optional<Integer> nextBatchIfCurrent(TaskKey task, UUID attemptUid) {
        return database.statement(
                c ->
                        Sql.first(
                                c,
                                NEXT_BATCH,
                                row -> row.getInt(1),
                                task.buildId(),
                                task.taskNo(),
                                attemptUid));
    }

    @Override
    public Optional<Cancelled> cancel(UUID buildId, String reason) {
        return database.transaction(
                connection -> CancelTransaction.run(connection, buildId, reason));
    }

    @Override
    public Optional<Cancelled> cancelUnlessBegun(UUID buildId, String reason) {
        return database.transaction(
                connection -> CancelTransaction.runUnlessBegun(connection, buildId, reason));
    }

    @Override
    public List<Overtaken> waitedTooLong(int limit) {
        return database.transaction(c -> WaitingBuilds.waitedTooLong(c, limit));
    }

    @Override
    public List<UUID> superseding(int limit) {
        return database.transaction(c -> WaitingBuilds.superseding(c, limit));
    }

    @Override
    public List<Overtaken> supersededBy(UUID buildId) {
        return database.transaction(c -> WaitingBuilds.supersededBy(c, buildId));
    }

    @Override
    public void superseded(UUID buildId) {
        database.run(c -> WaitingBuilds.superseded(c, buildId));
    }

    @Override
    public Map<UUID, List<Held>> heldBy(Set<UUID> sessionIds) {
        record Holding(UUID session, Held held) {}
        return database
                .statement(
                        c ->
                                Sql.list(
                                        c,
                                        HELD,
                                        row ->
                                                new Holding(
                                                        Sql.uuid(row, "holder"),
                                                        new Held(
                                                                key(row),
                                                                Sql.uuid(row, "attempt_uid"),
                                                                row.getBoolean(
                                                                        "cancel_requested"))),
                                        Sql.uuids(c, sessionIds)))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Holding::session,
                                Collectors.mapping(Holding::held, Collectors.toList())));
    }

    @Override
    public List<HeldCancel> cancelsOf(Set<UUID> sessions) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                CANCELS,
                                row ->
                                        new HeldCancel(
                                                Sql.uuid(row, "holder"),
                                                Sql.uuid(row, "attempt_uid")),
                                Sql.uuids(c, sessions)));
    }

    @Override
    public List<AttemptEnd> overdue(int limit) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                OVERDUE,
                                this::overdueEnd,
                                seconds(config.attempts().cancelBound()),
                                seconds(config.sessions().ttl()),
                                limit));
    }

    @Override
    public Optional<Owner> owner(UUID buildId) {
        return database.statement(
                c ->
                        Sql.first(
                                c,
                                OWNER,
                                row ->
                                        new Owner(
                                                row.getString("tenant"),
                                                row.getString("requester_email"),
                                                row.getObject("ended_at") != null),
                                buildId));
    }

    private AttemptEnd overdueEnd(ResultSet row) throws SQLException {
        AttemptOutcome outcome = AttemptOutcome.valueOf(row.getString("outcome"));
        String agent = row.getString("agent_id");
        String reason =
                switch (outcome) {
                    case RETURNED ->
                            row.getString("end_reason") == null
                                    ? "Agent " + agent + " was drained"
                                    : "Agent " + agent + " signed off";
                    case LOST ->
                            "replaced".equals(row.getString("end_reason"))
                                    ? "Agent " + agent + " was started anew"
                                    : "Agent " + agent + " fell silent";
                    case TIMEOUT -> "The build ran longer than it may";
                    case CANCELLED -> "Agent " + agent + " did not confirm the cancellation";
                    default -> "Agent " + agent + " never learned of its lease";
                };
        return AttemptEnd.byServer(key(row), Sql.uuid(row, "attempt_uid"), outcome, reason);
    }

    private static TaskKey key(ResultSet row) throws SQLException {
        return new TaskKey(Sql.uuid(row, "build_id"), row.getInt("task_no"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
