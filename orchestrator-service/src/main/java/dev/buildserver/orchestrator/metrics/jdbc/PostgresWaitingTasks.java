package dev.buildserver.orchestrator.metrics.jdbc;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.metrics.WaitingTasks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

@ApplicationScoped
class PostgresWaitingTasks implements WaitingTasks {
    private static final String GROUPS =
            """
            WITH w AS (
              SELECT pool, class, tenant, project, count(*) AS tasks,
                max(priority) AS highest, min(ready_at) AS oldest
              FROM task WHERE status = 'READY' GROUP BY pool, class, tenant, project)
            SELECT w.*, p.max_or_default - p.used AS project_room,
              t.max_or_default - t.used AS tenant_room
            FROM w
            LEFT JOIN (SELECT *, coalesce(max, ?::int) AS max_or_default FROM quota) p
              ON p.scope = 'PROJECT' AND p.tenant = w.tenant AND p.project = w.project
            LEFT JOIN (SELECT *, coalesce(max, ?::int) AS max_or_default FROM quota) t
              ON t.scope = 'TENANT' AND t.tenant = w.tenant
            ORDER BY w.highest DESC, w.oldest
            """;

    private final Database database;
    private final OrchestratorConfig.Limits defaults;

    PostgresWaitingTasks(Database database, OrchestratorConfig config) {
        this.database = database;
        this.defaults = config.limits();
    }

    @Override
    public List<Group> groups() {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                GROUPS,
                                PostgresWaitingTasks::group,
                                defaults.runningPerProject().orElse(null),
                                defaults.runningPerTenant().orElse(null)));
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                row.getString("pool"),
                row.getString("class"),
                row.getString("tenant"),
                row.getString("project"),
                row.getInt("tasks"),
                Sql.integer(row, "project_room"),
                Sql.integer(row, "tenant_room"));
    }
}
