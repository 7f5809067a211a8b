package dev.buildserver.orchestrator.log.jdbc;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.jdbc.AttemptReports;
import dev.buildserver.orchestrator.log.LogStore;
import dev.buildserver.orchestrator.queue.TaskKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PostgresLogStore implements LogStore {
    private static final String PROGRESS =
            """
            SELECT t.leased_at, t.cancel_requested, coalesce(l.batch_no, 0) + 1 AS next_batch,
              coalesce(l.first_line + l.lines, 1) AS next_line
            FROM task t LEFT JOIN LATERAL (
              SELECT batch_no, first_line, lines FROM log_batch b
              WHERE b.attempt_uid = t.attempt_uid ORDER BY batch_no DESC LIMIT 1) l ON true
            WHERE t.build_id = ? AND t.task_no = ? AND t.attempt_uid = ? AND t.status = 'LEASED'
            """;
    // Only the current attempt's log grows, and a number is taken once.
    private static final String APPEND =
            """
            INSERT INTO log_batch (attempt_uid, batch_no, object_key, first_line, lines, crc32c)
            SELECT t.attempt_uid, ?, ?, ?, ?, ? FROM task t
            WHERE t.build_id = ? AND t.task_no = ? AND t.attempt_uid = ? AND t.status = 'LEASED'
            ON CONFLICT DO NOTHING
            """;
    private static final String ATTEMPTS =
            """
            SELECT attempt_uid, attempt_no, last_batch FROM attempt
            WHERE build_id = ? AND attempt_no >= ?
            UNION ALL
            SELECT attempt_uid, attempt_no, NULL FROM task
            WHERE build_id = ? AND attempt_no >= ? AND status = 'LEASED'
            ORDER BY attempt_no
            """;
    private static final String BATCHES =
            """
            SELECT batch_no, object_key, first_line, lines FROM log_batch
            WHERE attempt_uid = ? AND batch_no <= ? AND lines > 0 AND first_line + lines > ?
            ORDER BY batch_no LIMIT ?
            """;
    private static final String STAMPS =
            """
            SELECT b.build_id, concat_ws('|', b.version, t.version,
              (SELECT max(batch_no) FROM log_batch l WHERE l.attempt_uid = t.attempt_uid)) AS stamp
            FROM build b JOIN task t ON t.build_id = b.build_id AND t.task_no = 0
            WHERE b.build_id = ANY (?)
            """;
    private static final String ENDED =
            "SELECT 1 FROM build WHERE build_id = ? AND ended_at IS NOT NULL";

    private final Database database;
    private final OrchestratorConfig config;

    PostgresLogStore(Database database, OrchestratorConfig config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public Optional<Progress> progress(TaskKey task, UUID attemptUid) {
        return database.transaction(
                c ->
                        Sql.first(
                                c,
                                PROGRESS,
                                row ->
                                        new Progress(
                                                row.getInt("next_batch"),
                                                row.getLong("next_line"),
                                                Sql.instant(row, "leased_at"),
                                                row.getBoolean("cancel_requested")),
                                task.buildId(),
                                task.taskNo(),
                                attemptUid));
    }

    @Override
    public boolean append(TaskKey task, Batch batch) {
        return database.transaction(c -> append(c, task, batch));
    }

    private boolean append(Connection connection, TaskKey task, Batch batch) throws SQLException {
        int added =
                Sql.update(
                        connection,
                        APPEND,
                        batch.number(),
                        batch.objectKey(),
                        batch.firstLine(),
                        batch.lines(),
                        batch.crc32c(),
                        task.buildId(),
                        task.taskNo(),
                        batch.attemptUid());
        if (added == 0) {
            return false;
        }
        AttemptReports.stages(connection, batch.attemptUid(), batch.stages());
        AttemptReports.addDiagnostics(
                connection,
                batch.attemptUid(),
                batch.diagnostics(),
                config.logs().maxDiagnostics());
        if (batch.source() != null) {
            AttemptReports.source(
                    connection,
                    batch.attemptUid(),
                    batch.source().commit(),
                    batch.source().branch());
        }
        return true;
    }

    @Override
    public List<ReadableAttempt> attempts(UUID buildId, int fromAttemptNo) {
        return database.transaction(
                c ->
                        Sql.list(
                                c,
                                ATTEMPTS,
                                row ->
                                        new ReadableAttempt(
                                                Sql.uuid(row, "attempt_uid"),
                                                row.getInt("attempt_no"),
                                                Sql.integer(row, "last_batch")),
                                buildId,
                                fromAttemptNo,
                                buildId,
                                fromAttemptNo));
    }

    @Override
    public List<StoredBatch> batches(
            UUID attemptUid, long afterLine, Integer lastBatch, int limit) {
        return database.transaction(
                c ->
                        Sql.list(
                                c,
                                BATCHES,
                                row ->
                                        new StoredBatch(
                                                row.getInt("batch_no"),
                                                row.getString("object_key"),
                                                row.getLong("first_line"),
                                                row.getInt("lines")),
                                attemptUid,
                                lastBatch == null ? Integer.MAX_VALUE : lastBatch,
                                afterLine + 1,
                                limit));
    }

    @Override
    public Map<UUID, String> stamps(Collection<UUID> buildIds) {
        Map<UUID, String> stamps = new HashMap<>();
        database.run(
                c ->
                        Sql.list(
                                c,
                                STAMPS,
                                row ->
                                        stamps.put(
                                                Sql.uuid(row, "build_id"), row.getString("stamp")),
                                Sql.uuids(c, buildIds)));
        return stamps;
    }

    @Override
    public boolean ended(UUID buildId) {
        return database.transaction(c -> Sql.first(c, ENDED, row -> row.getInt(1), buildId))
                .isPresent();
    }
}
