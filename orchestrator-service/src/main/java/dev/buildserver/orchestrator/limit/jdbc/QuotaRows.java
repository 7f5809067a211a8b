package dev.buildserver.orchestrator.limit.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.RowMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Makes and repairs rows of limits, within a transaction. */
final class QuotaRows {
    // A statement that grants leases locks rows of this table, and with that the table in a weaker
    // mode, before it takes its snapshot: it either sees the new row, or is over, and its leases
    // are
    // counted. Readers and backups are not held up.
    private static final String LOCK = "LOCK TABLE quota IN EXCLUSIVE MODE";
    // Everybody who has a project, tenant or task, and lacks a row though there is a default.
    private static final String LACKING =
            """
            SELECT DISTINCT 'TENANT' AS scope, tenant, '' AS project FROM project p
            WHERE ? AND NOT EXISTS (SELECT 1 FROM quota q
              WHERE q.scope = 'TENANT' AND q.tenant = p.tenant)
            UNION ALL
            SELECT 'PROJECT', tenant, name FROM project p
            WHERE ? AND NOT EXISTS (SELECT 1 FROM quota q
              WHERE q.scope = 'PROJECT' AND q.tenant = p.tenant AND q.project = p.name)
            """;
    private static final String ANY_LACKING = "SELECT EXISTS (" + LACKING + ")";
    private static final String COUNT =
            """
            (SELECT count(*) FROM task t WHERE t.holder IS NOT NULL AND t.tenant = k.tenant
               AND (k.project = '' OR t.project = k.project))
            """;
    private static final String ADD =
            "INSERT INTO quota (scope, tenant, project, used) SELECT scope, tenant, project, "
                    + COUNT
                    + " FROM (";
    private static final String ADD_LACKING = ADD + LACKING + ") k ON CONFLICT DO NOTHING";
    private static final String ONE =
            """
            SELECT 'TENANT' AS scope, ?::text AS tenant, '' AS project WHERE ?
            UNION ALL SELECT 'PROJECT', ?, ? WHERE ?
            """;
    private static final String ONE_LACKS =
            "SELECT EXISTS (SELECT 1 FROM ("
                    + ONE
                    + ") k WHERE NOT EXISTS (SELECT 1 FROM quota q WHERE (q.scope, q.tenant, q.project)"
                    + " = (k.scope, k.tenant, k.project)))";
    private static final String ADD_ONE = ADD + ONE + ") k ON CONFLICT DO NOTHING";
    private static final String WRONG =
            """
            WITH held AS MATERIALIZED (
              SELECT tenant, project, count(*) AS n FROM task WHERE holder IS NOT NULL
              GROUP BY tenant, project),
            truth AS (
              SELECT 'PROJECT' AS scope, tenant, project, n FROM held
              UNION ALL SELECT 'TENANT', tenant, '', sum(n) FROM held GROUP BY tenant)
            SELECT scope, tenant, project FROM quota q LEFT JOIN truth t USING (scope, tenant, project)
            WHERE q.used <> coalesce(t.n, 0)
            """;
    private static final String LOCK_ROWS =
            """
            SELECT 1 FROM quota WHERE (scope, tenant, project) IN (
              SELECT * FROM unnest(?::text[], ?::text[], ?::text[]))
            ORDER BY scope, tenant, project FOR NO KEY UPDATE
            """;
    // A statement of its own: its snapshot is younger than the locks.
    private static final String REPAIR =
            "UPDATE quota k SET used = "
                    + COUNT
                    + """
                     FROM unnest(?::text[], ?::text[], ?::text[]) AS w(scope, tenant, project)
                    WHERE (k.scope, k.tenant, k.project) = (w.scope, w.tenant, w.project)
                      AND k.used <>\s"""
                    + COUNT
                    + " RETURNING k.scope, k.tenant, k.project";

    private QuotaRows() {}

    /** Waits for transactions that grant leases, and keeps new ones waiting. */
    static void lock(Connection connection) throws SQLException {
        Sql.update(connection, LOCK);
    }

    static void ensureForAll(Connection connection, boolean tenants, boolean projects)
            throws SQLException {
        if (isTrue(connection, ANY_LACKING, tenants, projects)) {
            lock(connection);
            Sql.update(connection, ADD_LACKING, tenants, projects);
        }
    }

    static void ensure(
            Connection connection, String tenant, String project, boolean tenants, boolean projects)
            throws SQLException {
        Object[] one = {tenant, tenants, tenant, project, projects};
        if (isTrue(connection, ONE_LACKS, one)) {
            lock(connection);
            Sql.update(connection, ADD_ONE, one);
        }
    }

    /**
     * A first look without locks finds what may be wrong; only that is locked and counted again.
     */
    static <S> List<S> reconcile(Connection connection, RowMapper<S> mapper) throws SQLException {
        record Key(String scope, String tenant, String project) {}
        List<Key> suspects =
                Sql.list(
                        connection,
                        WRONG,
                        row ->
                                new Key(
                                        row.getString("scope"),
                                        row.getString("tenant"),
                                        row.getString("project")));
        if (suspects.isEmpty()) {
            return List.of();
        }
        Object[] keys = {
            Sql.texts(connection, suspects.stream().map(Key::scope).toList()),
            Sql.texts(connection, suspects.stream().map(Key::tenant).toList()),
            Sql.texts(connection, suspects.stream().map(Key::project).toList())
        };
        Sql.list(connection, LOCK_ROWS, row -> row.getInt(1), keys);
        return Sql.list(connection, REPAIR, mapper, keys);
    }

    private static boolean isTrue(Connection connection, String question, Object... parameters)
            throws SQLException {
        return Sql.first(connection, question, row -> row.getBoolean(1), parameters).orElse(false);
    }
}
