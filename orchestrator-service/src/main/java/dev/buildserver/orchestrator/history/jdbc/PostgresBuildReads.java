package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.history.BuildFilter;
import dev.buildserver.orchestrator.history.BuildReads;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresBuildReads implements BuildReads {
    private static final String FIND =
            "SELECT "
                    + BuildColumns.SHARED
                    + ", b.spec, b.strategy_reason, b.force_clean, b.error_message,"
                    + " b.cancel_reason, b.trace_parent, b.rerun_of, b.trusted, b.status = 'CANCELLING' OR"
                    + " t.cancel_requested AS cancelling, t.status = 'LEASED' AS leased,"
                    + " t.not_before, t.attempt_uid, t.accepted_attempt, t.class"
                    + BuildColumns.FROM
                    + " WHERE b.build_id = ? AND b.tenant = ?";
    private static final String ATTEMPTS =
            """
            SELECT attempt_uid, attempt_no, agent_id, hostname, ended_as, reason, leased_at, ended_at
            FROM attempt WHERE build_id = ?
            UNION ALL
            SELECT t.attempt_uid, t.attempt_no, s.agent_id, a.hostname, 'RUNNING', NULL,
              t.leased_at, NULL
            FROM task t JOIN agent_session s ON s.session_id = t.holder
            JOIN agent a ON a.agent_id = s.agent_id
            WHERE t.build_id = ? AND t.status = 'LEASED'
            ORDER BY leased_at, attempt_no
            """;
    private static final String STAGES =
            """
            SELECT name, status, started_at, ended_at, message, warnings, errors FROM stage
            WHERE attempt_uid = ANY (?)
            """;
    private static final String DIAGNOSTICS =
            """
            SELECT severity, code, message, file, line, col, project FROM diagnostic
            WHERE attempt_uid = ? ORDER BY position
            """;
    private static final String TEST_RESULTS =
            "SELECT test_results FROM attempt WHERE attempt_uid = ? AND test_results IS NOT NULL";

    private static final String CACHE_REPORT =
            "SELECT cache_report FROM attempt WHERE attempt_uid = ? AND cache_report IS NOT NULL";

    private final Database database;
    private final JsonColumn json;

    PostgresBuildReads(Database database, JsonColumn json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public List<BuildSummary> page(BuildFilter filter, UUID before, int limit) {
        return database.transaction(c -> new PageQuery(c, filter, before, limit).run(c));
    }

    @Override
    public Optional<BuildRecord> find(UUID buildId, String tenant) {
        return database.statement(c -> Sql.first(c, FIND, this::build, buildId, tenant));
    }

    @Override
    public List<AttemptSummary> attempts(UUID buildId) {
        return database.statement(
                c -> Sql.list(c, ATTEMPTS, PostgresBuildReads::attempt, buildId, buildId));
    }

    @Override
    public List<StageResult> stages(Collection<UUID> attemptUids) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                STAGES,
                                row ->
                                        new StageResult(
                                                EnumText.parse(
                                                        StageName.class, row.getString("name")),
                                                EnumText.parse(
                                                        StageStatus.class, row.getString("status")),
                                                Sql.instant(row, "started_at"),
                                                Sql.instant(row, "ended_at"),
                                                row.getString("message"),
                                                Sql.integer(row, "warnings"),
                                                Sql.integer(row, "errors")),
                                Sql.uuids(c, attemptUids)));
    }

    @Override
    public List<Diagnostic> diagnostics(UUID attemptUid) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                DIAGNOSTICS,
                                row ->
                                        new Diagnostic(
                                                EnumText.parse(
                                                        Diagnostic.Severity.class,
                                                        row.getString("severity")),
                                                row.getString("code"),
                                                row.getString("message"),
                                                row.getString("file"),
                                                row.getInt("line"),
                                                row.getInt("col"),
                                                row.getString("project")),
                                attemptUid));
    }

    @Override
    public Optional<BuildCacheReport> cacheReport(UUID attemptUid) {
        return database.statement(
                c ->
                        Sql.first(
                                c,
                                CACHE_REPORT,
                                row -> json.read(row.getString(1), BuildCacheReport.class),
                                attemptUid));
    }

    @Override
    public Optional<TestResults> testResults(UUID attemptUid) {
        return database.statement(
                c ->
                        Sql.first(
                                c,
                                TEST_RESULTS,
                                row -> json.read(row.getString(1), TestResults.class),
                                attemptUid));
    }

    private static AttemptSummary attempt(ResultSet row) throws SQLException {
        return new AttemptSummary(
                Sql.uuid(row, "attempt_uid"),
                row.getInt("attempt_no"),
                row.getString("agent_id"),
                row.getString("hostname"),
                capitalised(row.getString("ended_as")),
                row.getString("reason"),
                Sql.instant(row, "leased_at"),
                Sql.instant(row, "ended_at"));
    }

    private static String capitalised(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    private BuildRecord build(ResultSet row) throws SQLException {
        BuildStatus status = BuildColumns.status(row);
        return new BuildRecord(
                Sql.uuid(row, "build_id"),
                row.getString("tenant"),
                row.getLong("build_number"),
                json.read(row.getString("spec"), BuildJob.class),
                row.getString("pool"),
                EnumText.parse(BuildStrategy.class, row.getString("strategy")),
                row.getString("strategy_reason"),
                BuildPriority.values()[row.getInt("priority")],
                row.getBoolean("force_clean"),
                status,
                BuildColumns.failureReason(row),
                status == BuildStatus.FAILED ? row.getString("error_message") : null,
                row.getString("cancel_reason"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                row.getString("trace_parent"),
                row.getString("commit_id"),
                row.getString("branch"),
                Sql.uuid(row, "rerun_of"),
                row.getBoolean("trusted"),
                row.getBoolean("cancelling"),
                row.getBoolean("leased"),
                Sql.instant(row, "not_before"),
                Sql.uuid(row, "attempt_uid"),
                Sql.uuid(row, "accepted_attempt"),
                row.getString("class"));
    }
}
