package dev.buildserver.orchestrator.scheduling.jdbc;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.PoolPicture;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Agents;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Running;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Waiting;
import dev.buildserver.orchestrator.scheduling.PoolPictures;
import dev.buildserver.orchestrator.scheduling.Progress;
import dev.buildserver.orchestrator.scheduling.Urgency;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
class PostgresPoolPictures implements PoolPictures {
    private static final String NOW = "SELECT now() AS at";
    private static final String AGENTS =
            """
            SELECT a.capabilities, array_agg(s.session_id) AS sessions
            FROM agent_session s JOIN agent a USING (agent_id)
            WHERE s.status = 'ACTIVE' AND s.accepting AND NOT s.drain AND a.mode = 'ACTIVE'
              AND a.pool = ?
            GROUP BY a.capabilities
            """;
    private static final String RUNNING =
            "SELECT t.holder, t.leased_at, t.run_deadline,"
                    + " s.name AS stage, s.status AS stage_status, s.started_at AS stage_since, "
                    + KindColumns.COLUMNS
                    + """
                     FROM task t JOIN build b USING (build_id)
                    LEFT JOIN LATERAL (
                      SELECT name, status, started_at FROM stage
                      WHERE attempt_uid = t.attempt_uid AND started_at IS NOT NULL
                      ORDER BY started_at DESC, ended_at DESC NULLS FIRST LIMIT 1) s ON true
                    WHERE t.holder IS NOT NULL AND t.pool = ?
                    """;
    private static final String WAITING =
            "SELECT t.build_id, t.task_no, t.class, t.priority, t.ready_at, "
                    + KindColumns.COLUMNS
                    + """
                     FROM (
                      SELECT * FROM task
                      WHERE status = 'READY' AND pool = ? AND not_before <= now()
                      ORDER BY priority DESC, ready_at LIMIT ?) t
                    JOIN build b USING (build_id)
                    """;

    private final Database database;
    private final JsonColumn json;
    private final Urgency urgency;

    PostgresPoolPictures(Database database, JsonColumn json, OrchestratorConfig config) {
        this.database = database;
        this.json = json;
        this.urgency = new Urgency(config.queue().ageStep(), config.queue().maxWait());
    }

    @Override
    public PoolPicture take(String pool) {
        return database.transaction(connection -> take(connection, pool));
    }

    private PoolPicture take(Connection connection, String pool) throws SQLException {
        Instant at = Sql.first(connection, NOW, row -> Sql.instant(row, "at")).orElseThrow();
        Map<UUID, Integer> groups = new HashMap<>();
        List<Agents> agents = new ArrayList<>();
        Sql.list(
                connection,
                AGENTS,
                row -> {
                    List<UUID> sessions = Sql.uuidList(row, "sessions");
                    sessions.forEach(session -> groups.put(session, agents.size()));
                    return agents.add(agents(row, sessions.size()));
                },
                pool);
        List<Running> running = new ArrayList<>();
        Sql.list(
                connection,
                RUNNING,
                row -> {
                    Integer group = groups.get(Sql.uuid(row, "holder"));
                    return group != null && running.add(running(row, group));
                },
                pool);
        List<Waiting> waiting =
                Sql.list(
                        connection,
                        WAITING,
                        row -> waiting(row, at),
                        pool,
                        PoolPicture.MOST_WAITING);
        return new PoolPicture(at, agents, running, waiting);
    }

    private Agents agents(ResultSet row, int count) throws SQLException {
        Capabilities all = json.read(row.getString("capabilities"), Capabilities.class);
        return new Agents(all, count * all.maxConcurrentBuilds());
    }

    private static Running running(ResultSet row, int group) throws SQLException {
        StageStatus status = EnumText.parse(StageStatus.class, row.getString("stage_status"));
        return new Running(
                group,
                KindColumns.kind(row),
                new Progress(
                        Sql.instant(row, "leased_at"),
                        EnumText.parse(StageName.class, row.getString("stage")),
                        Sql.instant(row, "stage_since"),
                        status != StageStatus.RUNNING),
                Sql.instant(row, "run_deadline"));
    }

    private Waiting waiting(ResultSet row, Instant now) throws SQLException {
        int priority = row.getInt("priority");
        Instant since = Sql.instant(row, "ready_at");
        return new Waiting(
                new TaskKey(Sql.uuid(row, "build_id"), row.getInt("task_no")),
                KindColumns.kind(row),
                row.getString("class"),
                priority,
                urgency.of(priority, Duration.between(since, now)),
                since);
    }
}
