package dev.buildserver.orchestrator.log.jdbc;

import dev.buildserver.contract.build.StageResult;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.jdbc.AttemptReports;
import dev.buildserver.orchestrator.log.IncomingBatch;
import dev.buildserver.orchestrator.log.LogStore;
import dev.buildserver.orchestrator.log.TextPlace;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

@ApplicationScoped
class PostgresLogStore implements LogStore {
    private static final String PROGRESS =
            """
            SELECT t.attempt_uid, t.cancel_requested, coalesce(l.batch_no, 0) + 1 AS next_batch,
              coalesce(l.first_line + l.lines, 1) AS next_line
            FROM (SELECT * FROM unnest(?::uuid[], ?::int[], ?::uuid[])
                    AS k(build_id, task_no, uid) %s) k
            JOIN task t ON t.build_id = k.build_id AND t.task_no = k.task_no
              AND t.attempt_uid = k.uid AND t.status = 'LEASED'
            LEFT JOIN LATERAL (
              SELECT batch_no, first_line, lines FROM log_batch b
              WHERE b.attempt_uid = t.attempt_uid ORDER BY batch_no DESC LIMIT 1) l ON true
            """
                    .formatted(Sql.FEW);
    // Only the current attempt's log grows, and a number is taken once.
    private static final String APPEND =
            """
            INSERT INTO log_batch (attempt_uid, batch_no, object_key, byte_offset, byte_length,
              first_line, lines, crc32c)
            SELECT k.uid, k.batch_no, k.object_key, k.byte_offset, k.byte_length, k.first_line,
              k.lines, k.crc32c
            FROM (SELECT * FROM unnest(?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::text[],
                    ?::bigint[], ?::int[], ?::bigint[], ?::int[], ?::bigint[])
                  AS k(build_id, task_no, uid, batch_no, object_key, byte_offset, byte_length,
                    first_line, lines, crc32c) %s) k
            JOIN task t ON t.build_id = k.build_id AND t.task_no = k.task_no
              AND t.attempt_uid = k.uid AND t.status = 'LEASED'
            ON CONFLICT DO NOTHING
            RETURNING attempt_uid
            """
                    .formatted(Sql.FEW);
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
            SELECT batch_no, object_key, byte_offset, byte_length, first_line, lines FROM log_batch
            WHERE attempt_uid = ? AND batch_no <= ? AND lines > 0 AND first_line + lines > ?
            ORDER BY batch_no LIMIT ?
            """;
    private static final String SCATTERED =
            """
            SELECT attempt_uid FROM log_batch WHERE attempt_uid = ANY (?)
            GROUP BY attempt_uid HAVING count(DISTINCT object_key) > ?
            """;
    private static final String MOVE =
            """
            UPDATE log_batch b SET object_key = n.object_key, byte_offset = n.byte_offset
            FROM unnest(?::int[], ?::text[], ?::bigint[]) AS n(batch_no, object_key, byte_offset)
            WHERE b.attempt_uid = ? AND b.batch_no = n.batch_no
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
    public Map<UUID, Progress> progress(Collection<IncomingBatch> batches) {
        Map<UUID, Progress> progress = new HashMap<>();
        if (!batches.isEmpty()) {
            database.run(
                    c ->
                            Sql.list(
                                    c,
                                    PROGRESS,
                                    row ->
                                            progress.put(
                                                    Sql.uuid(row, "attempt_uid"), progress(row)),
                                    Sql.uuids(c, list(batches, b -> b.task().buildId())),
                                    Sql.ints(c, list(batches, b -> b.task().taskNo())),
                                    Sql.uuids(c, list(batches, IncomingBatch::attemptUid))));
        }
        return progress;
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                true,
                row.getInt("next_batch"),
                row.getLong("next_line"),
                row.getBoolean("cancel_requested"));
    }

    @Override
    public Set<UUID> append(Collection<Batch> batches) {
        return batches.isEmpty()
                ? Set.of()
                : database.transaction(connection -> append(connection, batches));
    }

    private Set<UUID> append(Connection c, Collection<Batch> batches) throws SQLException {
        Set<UUID> added =
                Set.copyOf(
                        Sql.list(
                                c,
                                APPEND,
                                row -> Sql.uuid(row, "attempt_uid"),
                                Sql.uuids(c, list(batches, b -> b.content().task().buildId())),
                                Sql.ints(c, list(batches, b -> b.content().task().taskNo())),
                                Sql.uuids(c, list(batches, b -> b.content().attemptUid())),
                                Sql.ints(c, list(batches, b -> b.content().number())),
                                Sql.texts(c, list(batches, b -> key(b.place()))),
                                Sql.longs(c, list(batches, b -> offset(b.place()))),
                                Sql.ints(c, list(batches, b -> length(b.place()))),
                                Sql.longs(c, list(batches, Batch::firstLine)),
                                Sql.ints(c, list(batches, b -> b.content().lines())),
                                Sql.longs(c, list(batches, b -> b.content().crc32c()))));
        writeReports(
                c,
                batches.stream()
                        .map(Batch::content)
                        .filter(batch -> added.contains(batch.attemptUid()))
                        .toList());
        return added;
    }

    private void writeReports(Connection connection, List<IncomingBatch> batches)
            throws SQLException {
        Map<UUID, List<StageResult>> stages = new HashMap<>();
        List<AttemptReports.Source> sources = new ArrayList<>();
        for (IncomingBatch batch : batches) {
            stages.put(batch.attemptUid(), batch.stages());
            AttemptReports.addDiagnostics(
                    connection,
                    batch.attemptUid(),
                    batch.diagnostics(),
                    config.logs().maxDiagnostics());
            if (batch.source() != null) {
                sources.add(
                        new AttemptReports.Source(
                                batch.attemptUid(),
                                batch.source().commit(),
                                batch.source().branch()));
            }
        }
        AttemptReports.stages(connection, stages);
        AttemptReports.sources(connection, sources);
    }

    private static <T, R> List<R> list(Collection<T> items, Function<T, R> part) {
        return items.stream().map(part).toList();
    }

    private static String key(TextPlace place) {
        return place == null ? null : place.objectKey();
    }

    private static long offset(TextPlace place) {
        return place == null ? 0 : place.offset();
    }

    private static Integer length(TextPlace place) {
        return place == null ? null : (Integer) place.length();
    }

    private static TextPlace place(ResultSet row) throws SQLException {
        Integer length = Sql.integer(row, "byte_length");
        return new TextPlace(
                row.getString("object_key"),
                row.getLong("byte_offset"),
                length == null ? -1 : length);
    }

    @Override
    public List<ReadableAttempt> attempts(UUID buildId, int fromAttemptNo) {
        return database.statement(
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
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                BATCHES,
                                row ->
                                        new StoredBatch(
                                                row.getInt("batch_no"),
                                                place(row),
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
    public List<UUID> scattered(Collection<UUID> attempts, int packs) {
        return database.statement(
                c ->
                        Sql.list(
                                c,
                                SCATTERED,
                                row -> Sql.uuid(row, "attempt_uid"),
                                Sql.uuids(c, attempts),
                                packs));
    }

    @Override
    public void move(UUID attemptUid, Map<Integer, TextPlace> places) {
        List<Integer> numbers = List.copyOf(places.keySet());
        database.statement(
                c ->
                        Sql.update(
                                c,
                                MOVE,
                                Sql.ints(c, numbers),
                                Sql.texts(c, list(numbers, n -> places.get(n).objectKey())),
                                Sql.longs(c, list(numbers, n -> places.get(n).offset())),
                                attemptUid));
    }

    @Override
    public boolean ended(UUID buildId) {
        return database.statement(c -> Sql.first(c, ENDED, row -> row.getInt(1), buildId))
                .isPresent();
    }
}
