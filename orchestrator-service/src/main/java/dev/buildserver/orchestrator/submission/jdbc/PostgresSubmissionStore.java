package dev.buildserver.orchestrator.submission.jdbc;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.EnumText;
import dev.buildserver.orchestrator.database.jdbc.JsonColumn;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lease.Takers;
import dev.buildserver.orchestrator.submission.SubmissionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresSubmissionStore implements SubmissionStore {
    private static final String ORIGINAL =
            """
            SELECT spec, pool, strategy, strategy_reason, priority, force_clean, trusted
            FROM build
            WHERE build_id = ? AND tenant = ?
            """;
    private static final String RECEIPT =
            """
            SELECT b.build_id, b.spec, b.pool, b.strategy, b.priority, b.status, b.trace_parent,
              b.created_at,
              EXISTS (SELECT 1 FROM task t WHERE t.build_id = b.build_id AND t.attempt_no > 0)
                AS begun,
              (SELECT t.class FROM task t WHERE t.build_id = b.build_id AND t.task_no = 0) AS class
            FROM build b WHERE b.build_id = ?
            """;

    private static final String FORGET_KEYS =
            """
            DELETE FROM idempotency WHERE (tenant, key) IN (
              SELECT tenant, key FROM idempotency WHERE expires_at < now()
              ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final SubmitTransaction submissions;
    private final JsonColumn json;

    PostgresSubmissionStore(Database database, SubmitTransaction submissions, JsonColumn json) {
        this.database = database;
        this.submissions = submissions;
        this.json = json;
    }

    @Override
    public List<Submission> submit(List<NewBuild> builds, Takers takers) {
        return database.transaction(connection -> submissions.run(connection, builds, takers));
    }

    @Override
    public int forgetExpiredKeys(int most) {
        return database.statement(c -> Sql.update(c, FORGET_KEYS, most));
    }

    @Override
    public Optional<Original> original(UUID buildId, String tenant) {
        return database.statement(
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
                                                row.getBoolean("force_clean"),
                                                row.getBoolean("trusted")),
                                buildId,
                                tenant));
    }

    @Override
    public Receipt receipt(UUID buildId) {
        return database.statement(
                        c ->
                                Sql.first(
                                        c,
                                        RECEIPT,
                                        row ->
                                                new Receipt(
                                                        Sql.uuid(row, "build_id"),
                                                        json.read(
                                                                row.getString("spec"),
                                                                BuildJob.class),
                                                        row.getString("pool"),
                                                        EnumText.parse(
                                                                BuildStrategy.class,
                                                                row.getString("strategy")),
                                                        BuildPriority.values()[
                                                                row.getInt("priority")],
                                                        row.getString("status"),
                                                        row.getBoolean("begun"),
                                                        row.getString("trace_parent"),
                                                        Sql.instant(row, "created_at"),
                                                        row.getString("class")),
                                        buildId))
                .orElseThrow();
    }
}
