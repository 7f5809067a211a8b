package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The columns by which a statement tells that a build ended. */
final class BuildEndRow {
    private BuildEndRow() {}

    /** A list of columns of alias {@code b}. */
    static final String COLUMNS =
            "b.build_id, b.tenant, b.project, b.configuration, b.strategy, b.status,"
                    + " b.failure_reason, b.created_at, b.started_at, b.ended_at, b.trace_parent";

    /** Empty when the build goes on. */
    static Optional<BuildEnded> map(ResultSet row) throws SQLException {
        if (row.getObject("ended_at") == null) {
            return Optional.empty();
        }
        BuildStatus status = BuildStatus.valueOf(row.getString("status"));
        FailureReason reason = EnumText.parse(FailureReason.class, row.getString("failure_reason"));
        return Optional.of(
                new BuildEnded(
                        Sql.uuid(row, "build_id"),
                        row.getString("tenant"),
                        row.getString("project"),
                        row.getString("configuration"),
                        row.getString("strategy"),
                        status,
                        status == BuildStatus.FAILED ? reason : null,
                        Sql.instant(row, "created_at"),
                        Sql.instant(row, "started_at"),
                        Sql.instant(row, "ended_at"),
                        row.getString("trace_parent")));
    }
}
