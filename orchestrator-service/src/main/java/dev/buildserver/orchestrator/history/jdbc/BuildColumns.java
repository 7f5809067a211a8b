package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What lists and details select of a build in the same way. */
final class BuildColumns {
    private BuildColumns() {}

    /**
     * A build with its task. Queued and Running are views of one stored status; start, commit and
     * branch of a running build are those of its attempts.
     */
    static final String FROM =
            """
             FROM build b JOIN task t ON t.build_id = b.build_id AND t.task_no = 0
            LEFT JOIN attempt_source src ON src.attempt_uid = t.attempt_uid
            LEFT JOIN LATERAL (
              SELECT least(min(a.leased_at),
                           CASE WHEN t.status = 'LEASED' THEN t.leased_at END) AS leased_at
              FROM attempt a WHERE a.build_id = b.build_id) first ON true
            """;

    /** The status as users see it. */
    static final String STATUS =
            "CASE b.status WHEN 'OPEN' THEN CASE WHEN t.attempt_no > 0 THEN 'RUNNING' ELSE 'QUEUED'"
                    + " END WHEN 'WAITING' THEN 'WAITING_FOR_APPROVAL' ELSE b.status END";

    static final String SHARED =
            "b.build_id, b.tenant, b.build_number, b.project, b.configuration, b.git_ref, b.pool,"
                    + " b.strategy, b.priority, b.requester_email, b.failure_reason, b.created_at,"
                    + " b.ended_at, coalesce(b.started_at, first.leased_at) AS started_at,"
                    + " coalesce(src.commit_id, b.commit_id) AS commit_id,"
                    + " CASE WHEN src.commit_id IS NULL THEN b.branch ELSE src.branch END AS branch,"
                    + STATUS
                    + " AS shown_status";

    static BuildStatus status(ResultSet row) throws SQLException {
        return BuildStatus.valueOf(row.getString("shown_status"));
    }

    static FailureReason failureReason(ResultSet row) throws SQLException {
        return status(row) == BuildStatus.FAILED
                ? EnumText.parse(FailureReason.class, row.getString("failure_reason"))
                : null;
    }
}
