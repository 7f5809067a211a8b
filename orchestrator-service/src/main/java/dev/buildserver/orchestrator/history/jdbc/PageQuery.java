package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.history.BuildFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A page of builds. The newest come first by their ids, which sort by time. */
final class PageQuery {
    private static final String SELECT =
            "SELECT "
                    + BuildColumns.SHARED
                    + """
                    , CASE WHEN t.status = 'LEASED' THEN (
                        SELECT name FROM stage s
                        WHERE s.attempt_uid = t.attempt_uid AND s.status = 'Running'
                        ORDER BY started_at DESC LIMIT 1) END AS current_stage
                    """
                    + BuildColumns.FROM
                    + " WHERE b.tenant = ?";

    private final StringBuilder sql = new StringBuilder(SELECT);
    private final List<Object> parameters = new ArrayList<>();

    PageQuery(Connection connection, BuildFilter filter, UUID before, int limit)
            throws SQLException {
        parameters.add(filter.tenant());
        and("b.build_id < ?", before);
        and("b.project = ?", filter.project());
        and("b.requester_email = ?", filter.requester());
        and("b.strategy = ?", EnumText.of(filter.strategy()));
        and("lower(b.pool) = lower(?)", filter.pool());
        and("b.created_at > ?", filter.createdAfter());
        and("b.created_at < ?", filter.createdBefore());
        if (filter.gitRef() != null) {
            and("? IN (b.git_ref, coalesce(src.branch, b.branch))", filter.gitRef());
        }
        if (!filter.statuses().isEmpty()) {
            and(
                    BuildColumns.STATUS + " = ANY (?)",
                    Sql.texts(
                            connection,
                            filter.statuses().stream().map(BuildStatus::name).toList()));
        }
        sql.append(" ORDER BY b.build_id DESC LIMIT ?");
        parameters.add(limit);
    }

    List<BuildSummary> run(Connection connection) throws SQLException {
        return Sql.list(connection, sql.toString(), PageQuery::summary, parameters.toArray());
    }

    private void and(String condition, Object parameter) {
        if (parameter != null) {
            sql.append(" AND ").append(condition);
            parameters.add(parameter);
        }
    }

    private static BuildSummary summary(ResultSet row) throws SQLException {
        return new BuildSummary(
                Sql.uuid(row, "build_id"),
                row.getString("project"),
                row.getLong("build_number"),
                row.getString("configuration"),
                row.getString("git_ref"),
                row.getString("commit_id"),
                row.getString("pool"),
                EnumText.parse(BuildStrategy.class, row.getString("strategy")),
                BuildPriority.values()[row.getInt("priority")],
                BuildColumns.status(row),
                BuildColumns.failureReason(row),
                EnumText.parse(StageName.class, row.getString("current_stage")),
                row.getString("requester_email"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"));
    }
}
