package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptState;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads everything that the tables say. */
final class StoredWorld {
    private static final String BUILDS =
            "SELECT build_id::text AS name, status, version, open_tasks, failed_tasks FROM build";
    private static final String TASKS =
            """
            SELECT build_id || '.' || task_no AS name, status, version,
              CASE WHEN status = 'BLOCKED' THEN unresolved ELSE 0 END AS unresolved, attempt_no,
              failures, handbacks, excluded, cancel_requested,
              CASE status WHEN 'LEASED' THEN cancel_requested_at END AS stopping,
              CASE status WHEN 'READY' THEN ready_at WHEN 'LEASED' THEN leased_at END AS since,
              CASE status WHEN 'READY' THEN not_before WHEN 'LEASED' THEN run_deadline END AS until,
              holder, CASE status WHEN 'LEASED' THEN attempt_uid ELSE accepted_attempt END AS attempt
            FROM task
            """;
    private static final String SESSIONS =
            """
            SELECT session_id::text AS name, agent_id, end_reason, drain, seen_at, beat_at, hb_seq,
              held
            FROM agent_session
            """;
    private static final String ATTEMPTS =
            "SELECT attempt_uid::text AS name, ended_as, task_status, result_digest FROM attempt";

    private StoredWorld() {}

    static World read(Connection connection) throws SQLException {
        return new World(
                rows(connection, BUILDS, StoredWorld::build),
                rows(connection, TASKS, StoredWorld::task),
                rows(connection, SESSIONS, StoredWorld::session),
                rows(connection, ATTEMPTS, StoredWorld::attempt));
    }

    private static <R> SortedMap<String, R> rows(
            Connection connection, String sql, Sql.RowMapper<R> mapper) throws SQLException {
        SortedMap<String, R> rows = new TreeMap<>();
        Sql.list(connection, sql, row -> rows.put(row.getString("name"), mapper.map(row)));
        return rows;
    }

    private static World.BuildRow build(ResultSet row) throws SQLException {
        return new World.BuildRow(
                BuildState.Kind.valueOf(row.getString("status")),
                row.getInt("version"),
                row.getInt("open_tasks"),
                row.getInt("failed_tasks"));
    }

    private static World.TaskRow task(ResultSet row) throws SQLException {
        return new World.TaskRow(
                TaskStatus.valueOf(row.getString("status")),
                row.getInt("version"),
                row.getInt("unresolved"),
                row.getInt("attempt_no"),
                row.getInt("failures"),
                row.getInt("handbacks"),
                Sql.textList(row, "excluded"),
                row.getBoolean("cancel_requested"),
                Sql.instant(row, "stopping"),
                Sql.instant(row, "since"),
                Sql.instant(row, "until"),
                Sql.uuid(row, "holder"),
                Sql.uuid(row, "attempt"));
    }

    private static World.SessionRow session(ResultSet row) throws SQLException {
        return new World.SessionRow(
                row.getString("agent_id"),
                row.getString("end_reason"),
                row.getBoolean("drain"),
                Sql.instant(row, "seen_at"),
                Sql.instant(row, "beat_at"),
                row.getLong("hb_seq"),
                Sql.uuidList(row, "held"));
    }

    private static World.AttemptRow attempt(ResultSet row) throws SQLException {
        return new World.AttemptRow(
                AttemptState.Kind.valueOf(row.getString("ended_as")),
                TaskStatus.valueOf(row.getString("task_status")),
                row.getString("result_digest"));
    }
}
