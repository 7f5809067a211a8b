package dev.buildserver.orchestrator.lease.jdbc;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.Query;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The statement that grants leases, alone or within the transaction that makes the tasks. */
@ApplicationScoped
public class Grants {
    /** Of a granted task: for tables or aliases {@code t}, {@code s} and {@code b}. */
    static final String COLUMNS =
            "t.build_id, t.task_no, t.version, t.holder, s.agent_id, t.attempt_uid, t.attempt_no,"
                    + " b.tenant, b.build_number, b.spec, b.strategy, b.trace_parent, b.trusted,"
                    + " t.ready_at, t.leased_at, extract(epoch FROM t.run_timeout) AS run_timeout";

    // SKIP LOCKED: granting never waits for a task. The outer condition repeats the status for the
    // row that was changed between the two.
    // Limits (ADR 0016): l locks the tasks, q then the counters of their projects and tenants, in
    // the order of their keys and in their newest version; g is what there is room for. It is all
    // one statement, so that where nobody has a limit it costs an empty look-up.
    private static final String GRANT =
            """
            WITH w AS (
              SELECT *, row_number() OVER (PARTITION BY session_id ORDER BY place) AS nth
              FROM unnest(?::uuid[], ?::int[], ?::uuid[], ?::uuid[], ?::text[]) WITH ORDINALITY
                AS w(build_id, task_no, session_id, uid, classes, place)
              %s),
            p AS (SELECT ?::float8 AS exclusion, ?::float8 AS grace,
                         ?::int AS per_tenant, ?::int AS per_project),
            l AS MATERIALIZED (
              SELECT t.build_id, t.task_no, t.tenant, t.project, w.place FROM task t
              JOIN w ON w.build_id = t.build_id AND w.task_no = t.task_no
              JOIN agent_session s ON s.session_id = w.session_id
              JOIN agent a ON a.agent_id = s.agent_id
              CROSS JOIN p
              WHERE t.status = 'READY' AND NOT t.cancel_requested AND t.not_before <= now()
                AND s.status = 'ACTIVE' AND NOT s.drain AND a.mode = 'ACTIVE' AND a.pool = t.pool
                AND (NOT s.agent_id = ANY (t.excluded)
                     OR t.ready_at < now() - make_interval(secs => p.exclusion))
                AND (t.class = '' OR t.class = ANY (w.classes::text[]))
                AND w.nth + (SELECT count(*) FROM task h WHERE h.holder = w.session_id)
                    <= (a.capabilities ->> 'maxConcurrentBuilds')::int
              ORDER BY t.build_id, t.task_no
              FOR NO KEY UPDATE OF t SKIP LOCKED),
            q AS MATERIALIZED (
              SELECT q.scope, q.tenant, q.project,
                coalesce(q.max, CASE q.scope WHEN 'TENANT' THEN p.per_tenant
                                             ELSE p.per_project END) - q.used AS room
              FROM (SELECT 'TENANT' AS scope, tenant, '' AS project FROM l
                    UNION SELECT 'PROJECT', tenant, project FROM l) k
              JOIN quota q ON q.scope = k.scope AND q.tenant = k.tenant AND q.project = k.project
              CROSS JOIN p
              ORDER BY q.scope, q.tenant, q.project FOR NO KEY UPDATE OF q),
            g AS MATERIALIZED (
              SELECT build_id, task_no, tenant, project FROM (
                SELECT f.*, row_number() OVER (PARTITION BY tenant ORDER BY place) AS nth FROM (
                  SELECT l.*, row_number() OVER (PARTITION BY l.tenant, l.project ORDER BY place)
                    <= coalesce(q.room, l.place) AS fits
                  FROM l LEFT JOIN q ON q.scope = 'PROJECT' AND q.tenant = l.tenant
                    AND q.project = l.project) f
                WHERE fits) s
              LEFT JOIN (SELECT tenant AS of_tenant, room FROM q WHERE scope = 'TENANT') r
                ON r.of_tenant = s.tenant
              WHERE s.nth <= coalesce(r.room, s.nth)),
            used AS (
              UPDATE quota q SET used = q.used + n.n
              FROM (SELECT 'PROJECT' AS scope, tenant, project, count(*) AS n FROM g
                    GROUP BY tenant, project
                    UNION ALL SELECT 'TENANT', tenant, '', count(*) FROM g GROUP BY tenant) n
              WHERE q.scope = n.scope AND q.tenant = n.tenant AND q.project = n.project)
            UPDATE task t SET status = 'LEASED', version = t.version + 1,
              attempt_no = t.attempt_no + 1, attempt_uid = w.uid, holder = w.session_id,
              leased_at = now(),
              run_deadline = now() + t.run_timeout + make_interval(secs => p.grace)
            FROM g JOIN w USING (build_id, task_no) CROSS JOIN p
            JOIN agent_session s ON s.session_id = w.session_id
            JOIN build b ON b.build_id = w.build_id
            WHERE t.build_id = g.build_id AND t.task_no = g.task_no AND t.status = 'READY'
            RETURNING\s"""
                            .formatted(Sql.FEW)
                    + COLUMNS;

    private final JsonColumn json;
    private final OrchestratorConfig config;

    Grants(JsonColumn json, OrchestratorConfig config) {
        this.json = json;
        this.config = config;
    }

    /** Grants those of the wishes that can be; the others are left out. */
    public Query<Granted> query(Connection c, List<Wish> wishes) throws SQLException {
        return new Query<>(
                GRANT,
                this::map,
                Sql.uuids(c, wishes.stream().map(w -> w.task().buildId()).toList()),
                Sql.ints(c, wishes.stream().map(w -> w.task().taskNo()).toList()),
                Sql.uuids(c, wishes.stream().map(Wish::sessionId).toList()),
                Sql.uuids(c, wishes.stream().map(Wish::attemptUid).toList()),
                Sql.texts(c, wishes.stream().map(w -> array(w.classes())).toList()),
                seconds(config.attempts().exclusion()),
                seconds(config.attempts().timeoutGrace()),
                config.limits().runningPerTenant().orElse(null),
                config.limits().runningPerProject().orElse(null));
    }

    /** A row of {@link #COLUMNS}. */
    Granted map(ResultSet row) throws SQLException {
        int attemptNo = row.getInt("attempt_no");
        return new Granted(
                new TaskKey(Sql.uuid(row, "build_id"), row.getInt("task_no")),
                row.getInt("version"),
                Sql.uuid(row, "holder"),
                row.getString("agent_id"),
                Sql.uuid(row, "attempt_uid"),
                attemptNo,
                attemptNo == 1,
                row.getString("tenant"),
                row.getLong("build_number"),
                json.read(row.getString("spec"), BuildJob.class),
                EnumText.parse(BuildStrategy.class, row.getString("strategy")),
                Duration.ofMillis((long) (row.getDouble("run_timeout") * 1_000)),
                row.getString("trace_parent"),
                row.getBoolean("trusted"),
                Sql.instant(row, "ready_at"),
                Sql.instant(row, "leased_at"));
    }

    /** The text form of an array: an array of arrays can't be unnested by rows. */
    private static String array(List<String> classes) {
        return classes.stream()
                .filter(id -> !id.equals(RequirementClass.ANY))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
