package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.orchestrator.history.BuildQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Lists builds, newest first: ids of version 7 sort by time of submission. */
final class BuildListSql {
    private static final String SELECT =
            """
            SELECT b.*, t.attempt_no, t.leased_at, t.attempt_uid,
                   (SELECT name FROM stage s WHERE s.attempt_uid = t.attempt_uid
                    AND s.status = 'Running' AND b.status = 'OPEN' LIMIT 1) AS stage,
                   (SELECT commit_id FROM attempt_source x WHERE x.attempt_uid = t.attempt_uid) AS found
            FROM build b
            LEFT JOIN LATERAL (SELECT * FROM task WHERE task.build_id = b.build_id
                               ORDER BY leased_at DESC NULLS LAST, task_no LIMIT 1) t ON true
            WHERE b.tenant = ?
            """;

    private BuildListSql() {}

    static List<BuildSummary> select(Connection connection, BuildQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT);
        List<Object> arguments = new ArrayList<>(List.of(query.tenant()));
        filter(sql, arguments, " AND b.build_id < ?", query.before());
        filter(sql, arguments, " AND b.project = ?", query.project());
        filter(sql, arguments, " AND b.requester_email = ?", query.requester());
        filter(sql, arguments, " AND b.strategy = ?", text(query.strategy()));
        filter(sql, arguments, " AND lower(b.pool) = lower(?)", query.pool());
        filter(sql, arguments, " AND b.created_at > ?", atUtc(query.createdAfter()));
        filter(sql, arguments, " AND b.created_at < ?", atUtc(query.createdBefore()));
        if (query.ref() != null) {
            sql.append(" AND b.git_ref IN (?, ?)");
            arguments.add(query.ref());
            arguments.add("refs/heads/" + query.ref());
        }
        if (!query.statuses().isEmpty()) {
            sql.append(statuses(query));
        }
        sql.append(" ORDER BY b.build_id DESC LIMIT ?");
        arguments.add(query.limit() + 1);
        return run(connection, sql.toString(), arguments);
    }

    private static List<BuildSummary> run(Connection connection, String sql, List<Object> arguments)
            throws SQLException {
        List<BuildSummary> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.size(); i++) {
                select.setObject(i + 1, arguments.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(summary(row));
                }
            }
        }
        return found;
    }

    private static void filter(
            StringBuilder sql, List<Object> arguments, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            arguments.add(value);
        }
    }

    /** The statuses come from an enum, never from a caller's text. */
    private static String statuses(BuildQuery query) {
        List<String> conditions = new ArrayList<>();
        for (BuildStatus status : query.statuses()) {
            conditions.add(
                    switch (status) {
                        case WAITING_FOR_APPROVAL -> "b.status = 'WAITING'";
                        case QUEUED -> "b.status = 'OPEN' AND coalesce(t.attempt_no, 0) = 0";
                        case RUNNING -> "b.status = 'OPEN' AND t.attempt_no > 0";
                        default -> "b.status = '" + status.name() + "'";
                    });
        }
        return " AND ((" + String.join(") OR (", conditions) + "))";
    }

    private static BuildSummary summary(ResultSet row) throws SQLException {
        String commit = row.getString("commit_id");
        return new BuildSummary(
                Columns.uuid(row, "build_id"),
                row.getString("project"),
                row.getLong("build_number"),
                row.getString("configuration"),
                row.getString("git_ref"),
                commit == null ? row.getString("found") : commit,
                row.getString("pool"),
                Columns.named(row, "strategy", BuildStrategy.values()),
                BuildPriority.values()[row.getInt("priority")],
                BuildRow.status(row.getString("status"), row.getInt("attempt_no")),
                Columns.named(row, "failure_reason", FailureReason.values()),
                Columns.named(row, "stage", StageName.values()),
                row.getString("requester_email"),
                Columns.instant(row, "created_at"),
                row.getObject("started_at") == null
                        ? Columns.instant(row, "leased_at")
                        : Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"));
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static Object atUtc(java.time.Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
