package dev.buildserver.orchestrator.history.jdbc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A build with the task that stands for its progress: the one that was leased last. */
record BuildRow(
        UUID buildId,
        String tenant,
        long buildNumber,
        BuildJob job,
        String pool,
        BuildStrategy strategy,
        String strategyReason,
        BuildPriority priority,
        boolean forceClean,
        BuildStatus status,
        FailureReason failureReason,
        String errorMessage,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        String traceId,
        String commit,
        String branch,
        UUID rerunOf,
        boolean leased,
        int attempts,
        int failures,
        Instant notBefore,
        UUID acceptedAttempt,
        boolean cancelRequested) {
    private static final String SELECT =
            """
            SELECT b.*, t.status AS task_status, t.attempt_no, t.failures, t.not_before,
                   t.accepted_attempt, t.cancel_requested
            FROM build b
            LEFT JOIN LATERAL (SELECT * FROM task WHERE task.build_id = b.build_id
                               ORDER BY leased_at DESC NULLS LAST, task_no LIMIT 1) t ON true
            WHERE b.build_id = ? AND b.tenant = ?
            """;

    static Optional<BuildRow> find(
            Connection connection, ObjectMapper json, String tenant, UUID build)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, build);
            select.setString(2, tenant);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(of(row, json)) : Optional.empty();
            }
        }
    }

    private static BuildRow of(ResultSet row, ObjectMapper json) throws SQLException {
        int attempts = row.getInt("attempt_no");
        return new BuildRow(
                Columns.uuid(row, "build_id"),
                row.getString("tenant"),
                row.getLong("build_number"),
                Columns.json(json, row, "spec", BuildJob.class),
                row.getString("pool"),
                Columns.named(row, "strategy", BuildStrategy.values()),
                row.getString("strategy_reason"),
                BuildPriority.values()[row.getInt("priority")],
                row.getBoolean("force_clean"),
                status(row.getString("status"), attempts),
                Columns.named(row, "failure_reason", FailureReason.values()),
                row.getString("error_message"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ended_at"),
                traceId(row.getString("trace_parent")),
                row.getString("commit_id"),
                row.getString("branch"),
                Columns.uuid(row, "rerun_of"),
                "LEASED".equals(row.getString("task_status")),
                attempts,
                row.getInt("failures"),
                Columns.instant(row, "not_before"),
                Columns.uuid(row, "accepted_attempt"),
                row.getBoolean("cancel_requested"));
    }

    /**
     * The status for people of a stored one.
     *
     * @param attempts a build runs from its first attempt on, also while it waits for the next
     */
    static BuildStatus status(String stored, int attempts) {
        return switch (stored) {
            case "WAITING" -> BuildStatus.WAITING_FOR_APPROVAL;
            case "OPEN" -> attempts == 0 ? BuildStatus.QUEUED : BuildStatus.RUNNING;
            default -> BuildStatus.valueOf(stored);
        };
    }

    /** The second field of a W3C trace context; null without one. */
    private static String traceId(String traceParent) {
        return traceParent == null ? null : traceParent.split("-", -1)[1];
    }
}
