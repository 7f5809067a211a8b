package dev.buildserver.benchmarks.audit.jdbc;

import java.util.List;

/**
 * The protocol's invariants as queries that must return nothing; I7 is in {@link ArtifactRules}.
 * Not here, because a query alone can't tell: I14 (the index in Redis), I15 (what tokens allow).
 */
final class Invariants {
    /** I5 and I6 are about ways, not states: forbidden steps are noted as they happen. */
    static final String WATCH =
            """
            CREATE TABLE IF NOT EXISTS audit_step (
              at timestamptz NOT NULL DEFAULT now(), invariant text, id text, step text);
            CREATE OR REPLACE FUNCTION audit_note() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO audit_step (invariant, id, step)
              VALUES (TG_ARGV[0], NEW.build_id, OLD.status || ' to ' || NEW.status);
              RETURN NULL;
            END $$;
            CREATE OR REPLACE TRIGGER audit_build AFTER UPDATE OF status ON build FOR EACH ROW
              WHEN (OLD.status <> NEW.status AND (OLD.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')
                OR OLD.status = 'CANCELLING' AND NEW.status <> 'CANCELLED'))
              EXECUTE FUNCTION audit_note('I5');
            CREATE OR REPLACE TRIGGER audit_task AFTER UPDATE OF status ON task FOR EACH ROW
              WHEN (OLD.status <> NEW.status AND (OLD.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')
                OR OLD.cancel_requested AND NEW.status IN ('READY', 'LEASED', 'SUCCEEDED')))
              EXECUTE FUNCTION audit_note('I6');
            """;

    static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "I1",
                            "a key has one build, and a build its tasks",
                            """
                            SELECT b.build_id, b.status FROM build b
                            WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.build_id = b.build_id)
                            UNION ALL
                            SELECT i.build_id, 'named by ' || count(*) || ' keys'
                            FROM idempotency i GROUP BY 1 HAVING count(*) > 1
                            UNION ALL
                            SELECT i.build_id, 'does not exist' FROM idempotency i
                            LEFT JOIN build b ON b.build_id = i.build_id WHERE b.build_id IS NULL
                            """),
                    new Rule(
                            "I2",
                            "a task accepts at most one attempt, which ended ACCEPTED",
                            """
                            SELECT t.build_id, t.task_no, t.status, t.accepted_attempt, a.ended_as
                            FROM task t
                            LEFT JOIN attempt a ON a.attempt_uid = t.accepted_attempt
                            WHERE t.accepted_attempt IS NOT NULL
                              AND (a.ended_as IS DISTINCT FROM 'ACCEPTED'
                                OR a.build_id <> t.build_id OR a.task_no <> t.task_no)
                            UNION ALL
                            SELECT build_id, task_no, 'accepted ' || count(*), NULL, 'ACCEPTED'
                            FROM attempt WHERE ended_as = 'ACCEPTED'
                            GROUP BY 1, 2 HAVING count(*) > 1
                            UNION ALL
                            SELECT build_id, task_no, 'twice attempt ' || attempt_no, NULL, NULL
                            FROM attempt GROUP BY build_id, task_no, attempt_no
                            HAVING count(*) > 1
                            """),
                    new Rule(
                            "I3",
                            "a task is leased exactly while it has a holder and an attempt",
                            """
                            SELECT build_id, task_no, status, holder, attempt_uid FROM task
                            WHERE (status = 'LEASED') <> (holder IS NOT NULL)
                              OR status = 'LEASED' AND attempt_uid IS NULL
                            """),
                    new Rule(
                            "I4",
                            "a build's status and counters are those of its tasks",
                            """
                            SELECT b.build_id, b.status, b.open_tasks, b.failed_tasks, x.*
                            FROM build b JOIN (
                              SELECT build_id AS id,
                                count(*) FILTER (WHERE status IN ('BLOCKED', 'READY', 'LEASED'))
                                  AS open,
                                count(*) FILTER (WHERE status = 'FAILED') AS failed,
                                count(*) FILTER (WHERE status = 'SUCCEEDED'
                                  AND accepted_attempt IS NOT NULL) AS succeeded,
                                count(*) AS tasks
                              FROM task GROUP BY 1) x ON x.id = b.build_id
                            WHERE b.open_tasks <> x.open OR b.failed_tasks <> x.failed
                              OR b.status = 'SUCCEEDED' AND x.succeeded <> x.tasks
                              OR b.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND x.open > 0
                              OR b.status IN ('OPEN', 'CANCELLING') AND x.open = 0
                            """),
                    new Rule(
                            "I5, I6",
                            "a final status stays, and what is cancelled does not go on",
                            "SELECT invariant, id, step, at FROM audit_step"),
                    new Rule(
                            "I8",
                            "the log of an accepted attempt has no hole, and each line once",
                            """
                            WITH b AS (
                              SELECT attempt_uid, batch_no, first_line, lines,
                                row_number() OVER w AS place,
                                1 + coalesce(sum(lines) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING
                                  AND 1 PRECEDING), 0) AS expected
                              FROM log_batch WINDOW w AS (PARTITION BY attempt_uid
                                ORDER BY batch_no))
                            SELECT a.attempt_uid, 'batch ' || b.batch_no AS what, b.first_line,
                              b.expected
                            FROM attempt a JOIN b USING (attempt_uid)
                            WHERE a.ended_as = 'ACCEPTED' AND b.batch_no <= a.last_batch
                              AND (b.batch_no <> b.place OR b.first_line <> b.expected)
                            UNION ALL
                            SELECT a.attempt_uid, 'batches', count(b.batch_no), a.last_batch
                            FROM attempt a LEFT JOIN b ON b.attempt_uid = a.attempt_uid
                              AND b.batch_no <= a.last_batch
                            WHERE a.ended_as = 'ACCEPTED'
                            GROUP BY a.attempt_uid, a.last_batch
                            HAVING count(b.batch_no) <> a.last_batch
                            """),
                    new Rule(
                            "I9",
                            "nothing that needs nothing waits for longer than 35 s beside an idle agent",
                            """
                            SELECT t.build_id, t.task_no, t.pool, t.ready_at, t.not_before
                            FROM task t
                            WHERE t.status = 'READY'
                              AND greatest(t.ready_at, t.not_before) < now() - interval '35 s'
                              AND t.class = ''
                              AND NOT EXISTS (SELECT 1 FROM quota q
                                WHERE q.tenant = t.tenant AND q.project IN ('', t.project)
                                  AND q.used >= q.max)
                              AND EXISTS (SELECT 1 FROM agent_session s
                                JOIN agent a ON a.agent_id = s.agent_id
                                WHERE s.status = 'ACTIVE' AND s.accepting AND NOT s.drain
                                  AND s.free_slots > 0 AND cardinality(s.held) = 0
                                  AND s.beat_at > now() - interval '6 s'
                                  AND a.mode = 'ACTIVE' AND a.pool = t.pool)
                            """),
                    new Rule(
                            "I10",
                            "no lease outlives its session by 2 s, or its deadline",
                            """
                            SELECT t.build_id, t.task_no, t.holder, s.ended_at, t.run_deadline
                            FROM task t JOIN agent_session s ON s.session_id = t.holder
                            WHERE t.status = 'LEASED'
                              AND (s.status = 'ENDED' AND s.ended_at < now() - interval '2 s'
                                OR t.run_deadline < now() - interval '2 s')
                            """),
                    new Rule(
                            "I11",
                            "a task is blocked by exactly its unfinished predecessors",
                            """
                            SELECT t.build_id, t.task_no, t.status, t.unresolved, x.n
                            FROM task t JOIN (
                              SELECT e.build_id, e.to_no,
                                count(*) FILTER (WHERE p.status <> 'SUCCEEDED') AS n
                              FROM edge e JOIN task p
                                ON p.build_id = e.build_id AND p.task_no = e.from_no
                              GROUP BY 1, 2) x ON x.build_id = t.build_id AND x.to_no = t.task_no
                            WHERE t.status = 'BLOCKED' AND t.unresolved <> x.n
                            """),
                    new Rule(
                            "I12",
                            "a retry after a fault runs on another agent, if there is one",
                            """
                            SELECT n.build_id, n.task_no, n.attempt_no, n.agent_id, p.ended_as,
                              n.leased_at - p.ended_at AS after
                            FROM attempt p JOIN attempt n ON n.build_id = p.build_id
                              AND n.task_no = p.task_no AND n.attempt_no = p.attempt_no + 1
                            JOIN agent a ON a.agent_id = n.agent_id
                            WHERE p.ended_as IN ('INFRA', 'LOST') AND n.agent_id = p.agent_id
                              AND n.leased_at < p.ended_at + interval '30 s'
                              AND EXISTS (SELECT 1 FROM agent_session s
                                JOIN agent o ON o.agent_id = s.agent_id
                                WHERE o.pool = a.pool AND s.agent_id <> n.agent_id
                                  AND s.started_at < n.leased_at
                                  AND coalesce(s.ended_at, now()) > n.leased_at)
                            """),
                    new Rule(
                            "I13",
                            "failures and hand-backs are those of the attempts",
                            """
                            SELECT t.build_id, t.task_no, t.failures, t.handbacks, x.*
                            FROM task t JOIN (
                              SELECT build_id AS id, task_no AS no,
                                count(*) FILTER (WHERE ended_as IN ('INFRA', 'LOST')) AS faults,
                                count(*) FILTER (WHERE ended_as IN ('RETURNED', 'UNDELIVERED'))
                                  AS returns
                              FROM attempt GROUP BY 1, 2) x
                              ON x.id = t.build_id AND x.no = t.task_no
                            WHERE t.failures > t.max_failures OR t.failures < x.faults
                              OR t.handbacks < x.returns
                            """));

    private Invariants() {}

    /**
     * What must be true.
     *
     * @param invariant number in the protocol
     * @param query returns what breaks it
     */
    record Rule(String invariant, String what, String query) {}
}
