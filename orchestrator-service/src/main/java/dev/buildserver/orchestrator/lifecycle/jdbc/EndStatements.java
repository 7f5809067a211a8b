package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import java.util.List;

/**
 * The statements that end attempts, in the order in which one transaction runs them. Each takes a
 * whole group as arrays. No two ends of a group are of the same build.
 */
final class EndStatements {
    private EndStatements() {}

    /** Locks are always taken in this order: builds by id, then tasks by key. */
    static final String LOCK_BUILDS =
            """
            SELECT build_id FROM build WHERE build_id = ANY (?)
            ORDER BY build_id FOR NO KEY UPDATE
            """;

    /**
     * The compare-and-set: at most one end of an attempt finds its row. A cancel that nobody asked
     * for, and the 20th hand-back, count as infrastructure failures. Parameters: arrays of builds,
     * tasks, attempts, outcomes, last batches (-1: whatever is there), classes in which the tasks
     * go on (null: as before); back-off in seconds.
     */
    static final String END_TASKS =
            """
            WITH r AS (
              SELECT *, ?::float8 AS back_off
              FROM unnest(?::uuid[], ?::int[], ?::uuid[], ?::text[], ?::int[], ?::text[])
                AS r(build_id, task_no, uid, outcome, last_batch, next_class) %s),
            l AS MATERIALIZED (
              SELECT t.build_id, t.task_no, t.attempt_uid, t.attempt_no, t.holder, t.leased_at,
                     s.agent_id, a.hostname, r.back_off, r.next_class,
                     CASE WHEN r.last_batch >= 0 THEN r.last_batch
                          ELSE (SELECT coalesce(max(batch_no), 0) FROM log_batch b
                                WHERE b.attempt_uid = r.uid) END AS last_batch,
                     CASE WHEN r.outcome = 'CANCELLED' AND NOT t.cancel_requested THEN 'INFRA'
                          WHEN r.outcome IN ('RETURNED', 'UNDELIVERED') AND t.handbacks >= 19
                            THEN 'INFRA'
                          ELSE r.outcome END AS outcome
              FROM r JOIN task t ON t.build_id = r.build_id AND t.task_no = r.task_no
              JOIN agent_session s ON s.session_id = t.holder
              JOIN agent a ON a.agent_id = s.agent_id
              WHERE t.status = 'LEASED' AND t.attempt_uid = r.uid
                AND (r.outcome NOT IN ('SUCCEEDED', 'FAILED')
                     OR r.last_batch = (SELECT count(*) FROM log_batch b
                                        WHERE b.attempt_uid = r.uid
                                          AND b.batch_no <= r.last_batch))
              ORDER BY t.build_id, t.task_no
              FOR NO KEY UPDATE OF t)
            UPDATE task t SET version = t.version + 1, holder = NULL,
              status = CASE
                WHEN t.cancel_requested THEN 'CANCELLED'
                WHEN l.outcome IN ('SUCCEEDED', 'FAILED') THEN l.outcome
                WHEN l.outcome = 'TIMEOUT' THEN 'FAILED'
                WHEN l.outcome IN ('RETURNED', 'UNDELIVERED') THEN 'READY'
                WHEN t.failures + 1 >= t.max_failures THEN 'FAILED'
                ELSE 'READY' END,
              accepted_attempt = CASE
                WHEN l.outcome IN ('SUCCEEDED', 'FAILED') AND NOT t.cancel_requested
                  THEN t.attempt_uid END,
              failures = t.failures + (l.outcome IN ('INFRA', 'LOST'))::int,
              handbacks = t.handbacks + (l.outcome IN ('RETURNED', 'UNDELIVERED'))::int,
              excluded = CASE
                WHEN l.outcome IN ('INFRA', 'LOST') AND NOT l.agent_id = ANY (t.excluded)
                  THEN t.excluded || l.agent_id ELSE t.excluded END,
              class = coalesce(l.next_class, t.class), ready_at = now(),
              not_before = CASE
                WHEN l.outcome IN ('INFRA', 'LOST')
                  THEN now() + make_interval(
                         secs => l.back_off * 2 ^ t.failures * (0.75 + random() / 2))
                ELSE now() END
            FROM l
            WHERE t.build_id = l.build_id AND t.task_no = l.task_no AND t.status = 'LEASED'
            RETURNING t.status, t.failures, t.accepted_attempt IS NOT NULL AS accepted,
              EXISTS (SELECT 1 FROM quota q WHERE q.tenant = t.tenant
                      AND q.project IN ('', t.project)) AS limited,
              l.attempt_uid, l.attempt_no, l.holder, l.agent_id, l.hostname, l.leased_at, l.outcome, l.last_batch,\s\
            """
                            .formatted(Sql.FEW)
                    + ReadyTaskRow.COLUMNS;

    /** The primary key lets an attempt end once only. */
    static final String RECORD_ATTEMPT =
            """
            INSERT INTO attempt (attempt_uid, build_id, task_no, attempt_no, agent_id, hostname,
              session_id, leased_at, ended_as, task_status, reason, failure_reason, result_digest,
              manifest_digest, last_batch, test_results, cache_report)
            SELECT attempt_uid, build_id, task_no, attempt_no, agent_id, hostname, session_id,
              leased_at, ended_as, task_status, reason, failure_reason, result_digest,
              manifest_digest, last_batch, test_results::jsonb, cache_report::jsonb
            FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::int[], ?::text[], ?::text[], ?::uuid[],
              ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::int[], ?::text[], ?::text[])
              AS a(attempt_uid, build_id, task_no, attempt_no, agent_id, hostname, session_id,
                leased_at, ended_as, task_status, reason, failure_reason, result_digest,
                manifest_digest, last_batch, test_results, cache_report)
            """;

    /** Of the columns of {@link #RECORD_ATTEMPT}. */
    static final List<String> ATTEMPT_TYPES =
            List.of(
                    "uuid",
                    "uuid",
                    "int4",
                    "int4",
                    "text",
                    "text",
                    "uuid",
                    "timestamptz",
                    "text",
                    "text",
                    "text",
                    "text",
                    "text",
                    "text",
                    "int4",
                    "text",
                    "text");

    /** What an attempt left running ends with it. Parameters: arrays of attempts and statuses. */
    static final String CLOSE_STAGES =
            """
            UPDATE stage s SET status = e.status, ended_at = now()
            FROM (SELECT * FROM unnest(?::uuid[], ?::text[]) AS e(attempt_uid, status) %s) e
            WHERE s.attempt_uid = e.attempt_uid AND s.status = 'Running'
            """
                    .formatted(Sql.FEW);

    /** Parameters: arrays of builds and of tasks that succeeded. */
    static final String RESOLVE_DEPENDENTS =
            """
            UPDATE task t SET unresolved = t.unresolved - 1, version = t.version + 1,
              ready_at = now(), not_before = now(),
              status = CASE WHEN t.unresolved = 1 THEN 'READY' ELSE t.status END
            FROM (SELECT * FROM unnest(?::uuid[], ?::int[]) AS d(build_id, task_no) %s) d
            JOIN edge e ON e.build_id = d.build_id AND e.from_no = d.task_no
            WHERE t.build_id = e.build_id AND t.task_no = e.to_no AND t.status = 'BLOCKED'
            RETURNING t.status,\s\
            """
                            .formatted(Sql.FEW)
                    + ReadyTaskRow.COLUMNS;

    /**
     * A failed task ends the whole build: what waits at once, what runs by cancel. Parameter: array
     * of builds.
     */
    static final String FAIL_FAST =
            """
            UPDATE task SET cancel_requested = true, cancel_requested_at = now(),
              version = version + 1,
              status = CASE WHEN status = 'LEASED' THEN status ELSE 'CANCELLED' END
            WHERE build_id = ANY (?) AND status IN ('BLOCKED', 'READY', 'LEASED')
            RETURNING build_id, status
            """;

    /**
     * Counts tasks down; with the last one a build gets its final status. Parameters: arrays of
     * builds, attempts, closed, failed, failure reasons, messages.
     */
    static final String COUNT_DOWN =
            """
            UPDATE build b SET version = b.version + 1,
              open_tasks = b.open_tasks - c.closed, failed_tasks = b.failed_tasks + c.failed,
              status = CASE
                WHEN b.open_tasks > c.closed THEN b.status
                WHEN b.status = 'CANCELLING' THEN 'CANCELLED'
                WHEN b.failed_tasks + c.failed > 0 THEN 'FAILED'
                ELSE 'SUCCEEDED' END,
              ended_at = CASE WHEN b.open_tasks > c.closed THEN NULL ELSE now() END,
              started_at = (SELECT min(leased_at) FROM attempt a WHERE a.build_id = b.build_id),
              failure_reason = CASE WHEN c.failed > 0
                THEN coalesce(b.failure_reason, c.failure_reason) ELSE b.failure_reason END,
              error_message = CASE WHEN c.failed > 0
                THEN coalesce(b.error_message, c.error_message) ELSE b.error_message END,
              commit_id = coalesce(src.commit_id, b.commit_id),
              branch = CASE WHEN src.commit_id IS NULL THEN b.branch ELSE src.branch END
            FROM (SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::int[], ?::text[], ?::text[])
                  AS c(build_id, attempt_uid, closed, failed, failure_reason, error_message) %s) c
            LEFT JOIN attempt_source src ON src.attempt_uid = c.attempt_uid
            WHERE b.build_id = c.build_id
            RETURNING\s\
            """
                            .formatted(Sql.FEW)
                    + BuildEndRow.COLUMNS;

    /**
     * Takes ended leases off the counters of limits; the last rows that a transaction locks.
     * Parameters: arrays of tenants and projects, one for each lease.
     */
    static final String RELEASE =
            """
            WITH e AS (SELECT * FROM unnest(?::text[], ?::text[]) AS e(tenant, project) %s),
            n AS (
              SELECT 'PROJECT' AS scope, tenant, project, count(*) AS n FROM e
              GROUP BY tenant, project
              UNION ALL SELECT 'TENANT', tenant, '', count(*) FROM e GROUP BY tenant),
            l AS MATERIALIZED (
              SELECT q.scope, q.tenant, q.project, n.n FROM quota q JOIN n
                ON q.scope = n.scope AND q.tenant = n.tenant AND q.project = n.project
              ORDER BY q.scope, q.tenant, q.project FOR NO KEY UPDATE OF q)
            UPDATE quota q SET used = greatest(q.used - l.n, 0) FROM l
            WHERE q.scope = l.scope AND q.tenant = l.tenant AND q.project = l.project
            """
                    .formatted(Sql.FEW);

    /** Other services hear of it at least once. */
    static final String TELL =
            """
            INSERT INTO outbox (topic, subject) SELECT * FROM unnest(?::text[], ?::text[])
            ON CONFLICT DO NOTHING
            """;
}
