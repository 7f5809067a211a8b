package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import dev.buildserver.orchestrator.submission.SubmissionStore.NewBuild;
import dev.buildserver.orchestrator.submission.SubmissionStore.Submission;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes a group of builds, within a transaction. */
@ApplicationScoped
class SubmitTransaction {
    private static final String BUILD =
            """
            INSERT INTO build (build_id, tenant, project, build_number, pool, status, open_tasks,
              priority, strategy, strategy_reason, force_clean, requester_email, git_ref,
              configuration, spec, trace_parent, rerun_of)
            SELECT build_id, tenant, project, build_number, pool, 'OPEN', 1, priority, strategy,
              strategy_reason, force_clean, requester_email, git_ref, configuration, spec::jsonb,
              trace_parent, rerun_of
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::int[],
              ?::text[], ?::text[], ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::uuid[])
              AS n(build_id, tenant, project, build_number, pool, priority, strategy,
                strategy_reason, force_clean, requester_email, git_ref, configuration, spec,
                trace_parent, rerun_of)
            """;
    private static final List<String> BUILD_TYPES =
            List.of(
                    "uuid", "text", "text", "int8", "text", "int4", "text", "text", "bool", "text",
                    "text", "text", "text", "text", "uuid");
    private static final String TASKS =
            """
            INSERT INTO task AS t (build_id, task_no, kind, pool, priority, status, run_timeout,
              max_failures, tenant, project, affinity)
            SELECT build_id, 0, 'BUILD', pool, priority, 'READY', make_interval(mins => timeout),
              max_failures, tenant, project, affinity
            FROM unnest(?::uuid[], ?::text[], ?::int[], ?::int[], ?::int[], ?::text[], ?::text[],
              ?::text[])
              AS n(build_id, pool, priority, timeout, max_failures, tenant, project, affinity)
            RETURNING now() AS created_at,\s"""
                    + ReadyTaskRow.COLUMNS;

    private final JsonColumn json;

    SubmitTransaction(JsonColumn json) {
        this.json = json;
    }

    /** Answers in the order of the builds. */
    List<Submission> run(Connection connection, List<NewBuild> builds) throws SQLException {
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
        made.putAll(refused);
        return builds.stream().map(build -> made.get(build.buildId())).toList();
    }

    private Map<UUID, Submission> insert(
            Connection connection, List<NewBuild> builds, Map<UUID, Long> numbers)
            throws SQLException {
        Map<UUID, Submission> made = new HashMap<>();
        if (builds.isEmpty()) {
            return made;
        }
        List<Object[]> rows = new ArrayList<>();
        for (NewBuild build : builds) {
            rows.add(row(build, numbers.get(build.buildId())));
        }
        Sql.rows(connection, BUILD, BUILD_TYPES, rows);
        record NewTask(ReadyTask task, Instant createdAt) {}
        Sql.list(
                        connection,
                        TASKS,
                        row -> new NewTask(ReadyTaskRow.map(row), Sql.instant(row, "created_at")),
                        Sql.uuids(connection, builds.stream().map(NewBuild::buildId).toList()),
                        Sql.texts(connection, builds.stream().map(NewBuild::pool).toList()),
                        Sql.ints(
                                connection,
                                builds.stream().map(b -> b.priority().ordinal()).toList()),
                        Sql.ints(
                                connection,
                                builds.stream().map(b -> b.job().timeoutMinutes()).toList()),
                        Sql.ints(connection, builds.stream().map(NewBuild::maxFailures).toList()),
                        Sql.texts(connection, builds.stream().map(NewBuild::tenant).toList()),
                        Sql.texts(
                                connection,
                                builds.stream().map(b -> b.job().projectName()).toList()),
                        Sql.texts(
                                connection,
                                builds.stream()
                                        .map(b -> WorkspaceKey.of(b.tenant(), b.job()))
                                        .toList()))
                .forEach(
                        row ->
                                made.put(
                                        row.task().key().buildId(),
                                        new Submission.Made(row.task(), row.createdAt())));
        return made;
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
            build.rerunOf()
        };
    }
}
