package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.Query;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statement that makes builds. */
@ApplicationScoped
class BuildRows {
    // One statement for all tables: each of its own would be a round trip more for every
    // submission. What it makes is told by its rows; left out is a build whose key was used, or
    // whose project is not there.
    // k claims the keys: it waits for a submission with the same key that is under way, and then
    // this one is a repetition. p locks the projects then, in one order for all replicas, and in
    // their newest version: builds are numbered without a hole and without a twin.
    private static final String MAKE =
            """
            WITH n AS MATERIALIZED (
              SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::int8[], ?::text[], ?::int[], ?::text[], ?::text[], ?::bool[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::int[], ?::int[],
                ?::text[], ?::text[], ?::text[], ?::bool[], ?::float8[], ?::bool[])
              WITH ORDINALITY
              AS n(build_id, tenant, project, key, request_hash, key_ttl, pool, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration, spec,
                trace_parent, rerun_of, timeout, max_failures, affinity, class, solution_path,
                supersedes, queue_timeout, trusted, place) %1$s),
            k AS (
              INSERT INTO idempotency AS i (tenant, key, request_hash, build_id, expires_at)
              SELECT tenant, key, request_hash, build_id, now() + make_interval(secs => key_ttl)
              FROM n WHERE key IS NOT NULL AND EXISTS (
                SELECT 1 FROM project p WHERE p.tenant = n.tenant AND p.name = n.project)
              ORDER BY tenant, key
              ON CONFLICT (tenant, key) DO UPDATE SET request_hash = excluded.request_hash,
                build_id = excluded.build_id, expires_at = excluded.expires_at
              WHERE i.expires_at < now()
              RETURNING build_id),
            c AS MATERIALIZED (
              SELECT * FROM n WHERE key IS NULL OR build_id IN (SELECT build_id FROM k)),
            p AS MATERIALIZED (
              SELECT p.tenant, p.name, p.last_build_number FROM project p
              JOIN (SELECT tenant, project FROM c GROUP BY tenant, project %1$s) c
                ON p.tenant = c.tenant AND p.name = c.project
              ORDER BY p.tenant, p.name FOR NO KEY UPDATE OF p),
            m AS MATERIALIZED (
              SELECT c.*, p.last_build_number
                + row_number() OVER (PARTITION BY c.tenant, c.project ORDER BY place)
                AS build_number
              FROM c JOIN p ON p.tenant = c.tenant AND p.name = c.project),
            b AS (
              INSERT INTO build (build_id, tenant, project, build_number, pool, status,
                open_tasks, priority, strategy, strategy_reason, force_clean, requester_email,
                git_ref, configuration, spec, trace_parent, rerun_of, trusted)
              SELECT build_id, tenant, project, build_number, pool, 'OPEN', 1, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration,
                spec::jsonb, trace_parent, rerun_of, trusted
              FROM m),
            u AS (
              UPDATE project SET last_build_number = last.number
              FROM (SELECT tenant, project, max(build_number) AS number FROM m
                    GROUP BY tenant, project) last
              WHERE project.tenant = last.tenant AND project.name = last.project),
            s AS (INSERT INTO superseding (build_id) SELECT build_id FROM m WHERE supersedes)
            INSERT INTO task AS t (build_id, task_no, kind, pool, priority, status, run_timeout,
              max_failures, tenant, project, affinity, class, queue_deadline)
            SELECT build_id, 0, 'BUILD', pool, priority, 'READY', make_interval(mins => timeout),
              max_failures, tenant, project, affinity,
              coalesce((SELECT l.class_id FROM learnt_class l
                        WHERE l.tenant = m.tenant AND l.project = m.project
                          AND l.solution_path = m.solution_path AND l.git_ref = m.git_ref
                          AND l.base_class = m.class), m.class),
              now() + make_interval(secs => queue_timeout)
            FROM m
            RETURNING now() AS created_at,\s"""
                            .formatted(Sql.FEW)
                    + ReadyTaskRow.COLUMNS;
    private static final List<String> TYPES =
            List.of(
                    "uuid", "text", "text", "text", "text", "int8", "text", "int4", "text", "text",
                    "bool", "text", "text", "text", "text", "text", "uuid", "int4", "int4", "text",
                    "text", "text", "bool", "float8", "bool");

    private final JsonColumn json;

    BuildRows(JsonColumn json) {
        this.json = json;
    }

    /**
     * A build whose project may build its repository.
     *
     * @param trusted whether it may write what others read
     */
    record Admitted(NewBuild build, boolean trusted) {
        String affinity() {
            return WorkspaceKey.of(build.tenant(), build.job(), trusted);
        }
    }

    /** Makes builds; numbered in their order, within their projects. */
    Query<Submission.Made> make(Connection connection, List<Admitted> builds) throws SQLException {
        return new Query<>(
                MAKE,
                row -> new Submission.Made(ReadyTaskRow.map(row), Sql.instant(row, "created_at")),
                Sql.columns(connection, TYPES, builds.stream().map(this::row).toList()));
    }

    private Object[] row(Admitted admitted) {
        NewBuild build = admitted.build();
        return new Object[] {
            build.buildId(),
            build.tenant(),
            build.job().projectName(),
            build.idempotencyKey(),
            build.requestHash(),
            build.idempotencyTtl().toSeconds(),
            build.pool(),
            build.priority().ordinal(),
            build.choice().strategy().toString(),
            build.choice().reason(),
            build.forceClean(),
            build.requesterEmail(),
            build.job().gitRef(),
            build.job().configuration(),
            json.write(build.job()),
            build.traceParent(),
            build.rerunOf(),
            build.job().timeoutMinutes(),
            build.maxFailures(),
            admitted.affinity(),
            RequirementClass.of(build.job().requirements()),
            build.job().solutionPath(),
            build.supersedes(),
            build.queueTimeout() == null ? null : (double) build.queueTimeout().toSeconds(),
            admitted.trusted()
        };
    }
}
