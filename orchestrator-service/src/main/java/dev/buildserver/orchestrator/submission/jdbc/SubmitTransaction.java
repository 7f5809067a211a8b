package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.database.jdbc.Sql.Both;
import dev.buildserver.orchestrator.database.jdbc.Sql.Query;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.lease.jdbc.Grants;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import dev.buildserver.orchestrator.requirement.jdbc.RequirementClassRows;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import dev.buildserver.orchestrator.submission.jdbc.BuildNumbers.Numbered;
import dev.buildserver.orchestrator.submission.jdbc.BuildNumbers.Project;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
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
                ?::text[], ?::bool[], ?::float8[], ?::bool[])
              AS n(build_id, tenant, project, build_number, pool, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration, spec,
                trace_parent, rerun_of, timeout, max_failures, affinity, class, solution_path,
                supersedes, queue_timeout, trusted) %s),
            b AS (
              INSERT INTO build (build_id, tenant, project, build_number, pool, status,
                open_tasks, priority, strategy, strategy_reason, force_clean, requester_email,
                git_ref, configuration, spec, trace_parent, rerun_of, trusted)
              SELECT build_id, tenant, project, build_number, pool, 'OPEN', 1, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration,
                spec::jsonb, trace_parent, rerun_of, trusted
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
                            .formatted(Sql.FEW)
                    + ReadyTaskRow.COLUMNS;
    private static final List<String> TYPES =
            List.of(
                    "uuid", "text", "text", "int8", "text", "int4", "text", "text", "bool", "text",
                    "text", "text", "text", "text", "uuid", "int4", "int4", "text", "text", "text",
                    "bool", "float8", "bool");

    private final RequirementClassRows classes;
    private final Grants grants;
    private final JsonColumn json;

    SubmitTransaction(RequirementClassRows classes, Grants grants, JsonColumn json) {
        this.classes = classes;
        this.grants = grants;
        this.json = json;
    }

    /**
     * Answers in the order of the builds. Where tasks found takers, it commits, since a lease in an
     * agent's hand is what somebody waits for.
     */
    List<Submission> run(Connection connection, List<NewBuild> builds, Takers takers)
            throws SQLException {
        // In one order for all replicas: what two of them lock never crosses.
        List<NewBuild> sorted =
                builds.stream()
                        .sorted(
                                Comparator.comparing(NewBuild::tenant)
                                        .thenComparing(build -> build.job().projectName()))
                        .toList();
        Both<UUID, Project> begun =
                Sql.both(
                        connection,
                        IdempotencyKeys.claim(connection, sorted),
                        BuildNumbers.lock(connection, sorted));
        Map<UUID, Submission> refused =
                IdempotencyKeys.usedBefore(connection, sorted, begun.first());
        Map<UUID, Numbered> numbers =
                BuildNumbers.give(connection, without(sorted, refused), begun.second(), refused);
        Map<UUID, Submission> made = insert(connection, without(sorted, refused), numbers, takers);
        made.putAll(refused);
        return builds.stream().map(build -> made.get(build.buildId())).toList();
    }

    private static List<NewBuild> without(List<NewBuild> builds, Map<UUID, Submission> refused) {
        return builds.stream().filter(build -> !refused.containsKey(build.buildId())).toList();
    }

    private Map<UUID, Submission> insert(
            Connection connection,
            List<NewBuild> builds,
            Map<UUID, Numbered> numbers,
            Takers takers)
            throws SQLException {
        Map<UUID, Submission> made = new HashMap<>();
        if (builds.isEmpty()) {
            return made;
        }
        classes.use(connection, builds.stream().map(b -> b.job().requirements()).toList());
        List<Object[]> rows =
                builds.stream().map(build -> row(build, numbers.get(build.buildId()))).toList();
        Query<Submission.Made> insert =
                new Query<>(
                        BUILDS_AND_TASKS,
                        row ->
                                new Submission.Made(
                                        ReadyTaskRow.map(row), Sql.instant(row, "created_at")),
                        Sql.columns(connection, TYPES, rows));
        List<Takers.NewTask> tasks =
                builds.stream().map(b -> task(b, numbers.get(b.buildId()))).toList();
        insertAndGrant(connection, insert, takers, tasks)
                .forEach(row -> made.put(row.task().key().buildId(), row));
        return made;
    }

    private List<Submission.Made> insertAndGrant(
            Connection connection,
            Query<Submission.Made> insert,
            Takers takers,
            List<Takers.NewTask> tasks)
            throws SQLException {
        List<Wish> wishes = takers.wishes(tasks);
        if (wishes.isEmpty()) {
            return Sql.list(connection, insert);
        }
        Both<Submission.Made, Granted> done =
                Sql.bothAndCommit(connection, insert, grants.query(connection, wishes));
        takers.granted(done.second());
        return done.first();
    }

    private static Takers.NewTask task(NewBuild build, Numbered numbered) {
        return new Takers.NewTask(
                new TaskKey(build.buildId(), 0),
                build.pool(),
                RequirementClass.of(build.job().requirements()),
                WorkspaceKey.of(build.tenant(), build.job(), isTrusted(build, numbered)),
                build.tenant(),
                build.job(),
                isTrusted(build, numbered),
                numbered.at());
    }

    private static boolean isTrusted(NewBuild build, Numbered numbered) {
        return build.trustedRef() && numbered.ownRepository();
    }

    private Object[] row(NewBuild build, Numbered numbered) {
        return new Object[] {
            build.buildId(),
            build.tenant(),
            build.job().projectName(),
            numbered.number(),
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
            WorkspaceKey.of(build.tenant(), build.job(), isTrusted(build, numbered)),
            RequirementClass.of(build.job().requirements()),
            build.job().solutionPath(),
            build.supersedes(),
            build.queueTimeout() == null ? null : (double) build.queueTimeout().toSeconds(),
            isTrusted(build, numbered)
        };
    }
}
