package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.jdbc.ReadyTaskRow;
import dev.buildserver.orchestrator.submission.RepositoryAddress;
import dev.buildserver.orchestrator.submission.SubmissionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresSubmissionStore implements SubmissionStore {
    // Waits for a submission with the same key that is under way; then it is a repetition.
    private static final String CLAIM_KEY =
            """
            INSERT INTO idempotency AS i (tenant, key, request_hash, build_id, expires_at)
            VALUES (?, ?, ?, ?, now() + make_interval(secs => ?))
            ON CONFLICT (tenant, key) DO UPDATE SET request_hash = excluded.request_hash,
              build_id = excluded.build_id, expires_at = excluded.expires_at
            WHERE i.expires_at < now()
            """;
    private static final String FIRST_OF_KEY =
            "SELECT request_hash, build_id FROM idempotency WHERE tenant = ? AND key = ?";
    private static final String ENSURE_PROJECT =
            """
            INSERT INTO project (tenant, name, repository_url) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    // Locks the project's row: numbers have no hole and no twin.
    private static final String COUNT_UP =
            """
            UPDATE project SET last_build_number = last_build_number + 1
            WHERE tenant = ? AND name = ? RETURNING last_build_number, repository_url
            """;
    private static final String BUILD =
            """
            INSERT INTO build (build_id, tenant, project, build_number, pool, status, open_tasks,
              priority, strategy, strategy_reason, force_clean, requester_email, git_ref,
              configuration, spec, trace_parent, rerun_of)
            VALUES (?, ?, ?, ?, ?, 'OPEN', 1, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            """;
    private static final String TASK =
            """
            INSERT INTO task AS t (build_id, task_no, kind, pool, priority, status, run_timeout,
              max_failures)
            VALUES (?, 0, 'BUILD', ?, ?, 'READY', make_interval(mins => ?), ?)
            RETURNING\s"""
                    + ReadyTaskRow.COLUMNS;
    private static final String ORIGINAL =
            """
            SELECT spec, pool, strategy, strategy_reason, priority, force_clean FROM build
            WHERE build_id = ? AND tenant = ?
            """;
    private static final String RECEIPT =
            """
            SELECT b.build_id, b.project, b.pool, b.strategy, b.status, b.trace_parent, b.created_at,
              EXISTS (SELECT 1 FROM task t WHERE t.build_id = b.build_id AND t.attempt_no > 0)
                AS begun
            FROM build b WHERE b.build_id = ?
            """;

    private static final String FORGET_KEYS = "DELETE FROM idempotency WHERE expires_at < now()";

    private final Database database;
    private final JsonColumn json;

    PostgresSubmissionStore(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Submitted submit(NewBuild build) {
        return database.transaction(c -> submit(c, build));
    }

    private Submitted submit(Connection connection, NewBuild build) throws SQLException {
        Optional<UUID> first = claimKey(connection, build);
        if (first.isPresent()) {
            return new Submitted(first.get(), Optional.empty());
        }
        long number = number(connection, build);
        insertBuild(connection, build, number);
        ReadyTask task =
                Sql.first(
                                connection,
                                TASK,
                                ReadyTaskRow::map,
                                build.buildId(),
                                build.pool(),
                                build.priority().ordinal(),
                                build.job().timeoutMinutes(),
                                build.maxFailures())
                        .orElseThrow();
        return new Submitted(build.buildId(), Optional.of(task));
    }

    /** The build that the same request made before, if there is one. */
    private static Optional<UUID> claimKey(Connection connection, NewBuild build)
            throws SQLException {
        if (build.idempotencyKey() == null) {
            return Optional.empty();
        }
        int claimed =
                Sql.update(
                        connection,
                        CLAIM_KEY,
                        build.tenant(),
                        build.idempotencyKey(),
                        build.requestHash(),
                        build.buildId(),
                        (double) build.idempotencyTtl().toSeconds());
        if (claimed == 1) {
            return Optional.empty();
        }
        record First(String requestHash, UUID buildId) {}
        First first =
                Sql.first(
                                connection,
                                FIRST_OF_KEY,
                                row ->
                                        new First(
                                                row.getString("request_hash"),
                                                Sql.uuid(row, "build_id")),
                                build.tenant(),
                                build.idempotencyKey())
                        .orElseThrow();
        if (!first.requestHash().equals(build.requestHash())) {
            throw new BuildServerException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "The key was used for another request, which made build " + first.buildId());
        }
        return Optional.of(first.buildId());
    }

    private static long number(Connection connection, NewBuild build) throws SQLException {
        String project = build.job().projectName();
        String repository = build.job().repositoryUrl();
        Sql.update(connection, ENSURE_PROJECT, build.tenant(), project, repository);
        record Project(long number, String repository) {}
        Project row =
                Sql.first(
                                connection,
                                COUNT_UP,
                                r ->
                                        new Project(
                                                r.getLong("last_build_number"),
                                                r.getString("repository_url")),
                                build.tenant(),
                                project)
                        .orElseThrow();
        if (!build.mayRebind() && !RepositoryAddress.same(row.repository(), repository)) {
            throw new BuildServerException(
                    ErrorCode.PROJECT_REPOSITORY_MISMATCH,
                    "Project "
                            + project
                            + " is bound to "
                            + row.repository()
                            + "; building another repository under its name takes the role"
                            + " BuildMaster");
        }
        return row.number();
    }

    private void insertBuild(Connection connection, NewBuild build, long number)
            throws SQLException {
        Sql.update(
                connection,
                BUILD,
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
                build.rerunOf());
    }

    @Override
    public void forgetExpiredKeys() {
        database.run(c -> Sql.update(c, FORGET_KEYS));
    }

    @Override
    public Optional<Original> original(UUID buildId, String tenant) {
        return database.transaction(
                c ->
                        Sql.first(
                                c,
                                ORIGINAL,
                                row ->
                                        new Original(
                                                json.read(row.getString("spec"), BuildJob.class),
                                                row.getString("pool"),
                                                EnumText.parse(
                                                        BuildStrategy.class,
                                                        row.getString("strategy")),
                                                row.getString("strategy_reason"),
                                                BuildPriority.values()[row.getInt("priority")],
                                                row.getBoolean("force_clean")),
                                buildId,
                                tenant));
    }

    @Override
    public Receipt receipt(UUID buildId) {
        return database.transaction(
                        c ->
                                Sql.first(
                                        c,
                                        RECEIPT,
                                        row ->
                                                new Receipt(
                                                        Sql.uuid(row, "build_id"),
                                                        row.getString("project"),
                                                        row.getString("pool"),
                                                        EnumText.parse(
                                                                BuildStrategy.class,
                                                                row.getString("strategy")),
                                                        row.getString("status"),
                                                        row.getBoolean("begun"),
                                                        row.getString("trace_parent"),
                                                        Sql.instant(row, "created_at")),
                                        buildId))
                .orElseThrow();
    }
}
