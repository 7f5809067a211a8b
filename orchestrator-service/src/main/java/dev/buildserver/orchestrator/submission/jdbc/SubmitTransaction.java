package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.lease.jdbc.Grants;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import dev.buildserver.orchestrator.requirement.jdbc.RequirementClassRows;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes a group of builds, within a transaction. */
@ApplicationScoped
class SubmitTransaction {
    // One statement for all tables: each of its own would be a round trip more for every
    // submission. The projects are locked since their numbers were read.
    private static final String BUILDS_AND_TASKS =
            """
            WITH n AS (
              SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                ?::int[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::uuid[], ?::int[], ?::int[], ?::text[], ?::text[],
                ?::text[], ?::bool[], ?::float8[])
              AS n(build_id, tenant, project, build_number, pool, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration, spec,
                trace_parent, rerun_of, timeout, max_failures, affinity, class, solution_path,
                supersedes, queue_timeout)),
            b AS (
              INSERT INTO build (build_id, tenant, project, build_number, pool, status,
                open_tasks, priority, strategy, strategy_reason, force_clean, requester_email,
                git_ref, configuration, spec, trace_parent, rerun_of)
              SELECT build_id, tenant, project, build_number, pool, 'OPEN', 1, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration,
                spec::jsonb, trace_parent, rerun_of
              FROM n),
            p AS (
              UPDATE project SET last_build_number = last.number
              FROM (SELECT tenant, project, max(build_number) AS number FROM n
                    GROUP BY tenant, project) last
              WHERE project.tenant = last.tenant AND project.name = last.project),
            s AS (INSERT INTO superseding (build_id) SELECT build_id FROM n WHERE supersedes)
            INSERT INTO task AS t (build_id, task_no, kind, pool, priority, status, run_timeout,
              max_failures, tenant, project, affinity, class, queue_deadline)
            SELECT build_id, 0, 'BUILD', pool, priority, 'READY', make_interval(mins => timeout),
              max_failures, tenant, project, affinity,
              coalesce((SELECT l.class_id FROM learnt_class l
                        WHERE l.tenant = n.tenant AND l.project = n.project
                          AND l.solution_path = n.solution_path AND l.git_ref = n.git_ref
                          AND l.base_class = n.class), n.class),
              now() + make_interval(secs => queue_timeout)
            FROM n
            RETURNING now() AS created_at,\s"""
                    + ReadyTaskRow.COLUMNS;
    private static final List<String> TYPES =
            List.of(
                    "uuid", "text", "text", "int8", "text", "int4", "text", "text", "bool", "text",
                    "text", "text", "text", "text", "uuid", "int4", "int4", "text", "text", "text",
                    "bool", "float8");

    private final RequirementClassRows classes;
    private final Grants grants;
    private final JsonColumn json;

    SubmitTransaction(RequirementClassRows classes, Grants grants, JsonColumn json) {
        this.classes = classes;
        this.grants = grants;
        this.json = json;
    }

    /** Answers in the order of the builds. */
    List<Submission> run(Connection connection, List<NewBuild> builds, Takers takers)
            throws SQLException {
        // In one order for all replicas: what two of them lock never crosses.
        List<NewBuild> sorted =
                builds.stream()
                        .sorted(
                                Comparator.comparing(NewBuild::tenant)
                                        .thenComparing(build -> build.job().projectName()))
                        .toList();
        Map<UUID, Submission> refused = IdempotencyKeys.claim(connection, sorted);
        Map<UUID, Long> numbers =
                BuildNumbers.give(
                        connection,
                        sorted.stream().filter(b -> !refused.containsKey(b.buildId())).toList(),
                        refused);
        List<NewBuild> accepted =
                sorted.stream().filter(b -> !refused.containsKey(b.buildId())).toList();
        Map<UUID, Submission> made = insert(connection, accepted, numbers);
        handOver(connection, made.values(), takers);
        made.putAll(refused);
        return builds.stream().map(build -> made.get(build.buildId())).toList();
    }

    private Map<UUID, Submission> insert(
            Connection connection, List<NewBuild> builds, Map<UUID, Long> numbers)
            throws SQLException {
        classes.use(connection, builds.stream().map(b -> b.job().requirements()).toList());
        List<Object[]> rows = new ArrayList<>();
        for (NewBuild build : builds) {
            rows.add(row(build, numbers.get(build.buildId())));
        }
        record NewTask(ReadyTask task, Instant createdAt) {}
        Map<UUID, Submission> made = new HashMap<>();
        Sql.listOfRows(
                        connection,
                        BUILDS_AND_TASKS,
                        row -> new NewTask(ReadyTaskRow.map(row), Sql.instant(row, "created_at")),
                        TYPES,
                        rows)
                .forEach(
                        row ->
                                made.put(
                                        row.task().key().buildId(),
                                        new Submission.Made(row.task(), row.createdAt())));
        return made;
    }

    private void handOver(Connection connection, Collection<Submission> made, Takers takers)
            throws SQLException {
        List<Wish> wishes =
                takers.wishes(made.stream().map(one -> ((Submission.Made) one).task()).toList());
        if (!wishes.isEmpty()) {
            takers.granted(grants.grant(connection, wishes));
        }
    }

    private Object[] row(NewBuild build, long number) {
        return new Object[] {
            build.buildId(),
            build.tenant(),
            build.job().projectName(),
            number,
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
            WorkspaceKey.of(build.tenant(), build.job()),
            RequirementClass.of(build.job().requirements()),
            build.job().solutionPath(),
            build.supersedes(),
            build.queueTimeout() == null ? null : (double) build.queueTimeout().toSeconds()
        };
    }
}
