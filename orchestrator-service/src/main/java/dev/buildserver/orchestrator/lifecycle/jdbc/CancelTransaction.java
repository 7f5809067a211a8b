package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore.Cancelled;
import dev.buildserver.orchestrator.queue.IndexEntry;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Cancels one build, within a transaction. */
final class CancelTransaction {
    private static final String BEGIN =
            """
            UPDATE build SET status = 'CANCELLING', version = version + 1, cancel_reason = ?
            WHERE build_id = ? AND status IN ('WAITING', 'OPEN') RETURNING pool
            """;
    // Waits for a lease that is being granted, and then sees it. What stops already, because
    // another
    // task failed, has no more time for it than before.
    private static final String TASKS =
            """
            UPDATE task SET cancel_requested = true,
              cancel_requested_at = coalesce(cancel_requested_at, now()),
              version = version + 1,
              status = CASE WHEN status = 'LEASED' THEN status ELSE 'CANCELLED' END
            WHERE build_id = ? AND status IN ('BLOCKED', 'READY', 'LEASED')
            RETURNING build_id, task_no, status, version, holder
            """;
    private static final String COUNT_DOWN =
            """
            UPDATE build b SET version = b.version + 1, open_tasks = b.open_tasks - c.closed,
              status = CASE WHEN b.open_tasks = c.closed THEN 'CANCELLED' ELSE b.status END,
              ended_at = CASE WHEN b.open_tasks = c.closed THEN now() END,
              started_at = (SELECT min(leased_at) FROM attempt a WHERE a.build_id = b.build_id)
            FROM (SELECT ?::int AS closed) c
            WHERE b.build_id = ?
            RETURNING\s"""
                    + BuildEndRow.COLUMNS;

    private static final String LOCK_BUILD =
            "SELECT 1 FROM build WHERE build_id = ? AND status IN ('WAITING', 'OPEN')"
                    + " FOR NO KEY UPDATE";
    // Waits for a lease that is being granted; later ones skip the tasks.
    private static final String LOCK_TASKS =
            "SELECT attempt_no FROM task WHERE build_id = ? ORDER BY task_no FOR NO KEY UPDATE";

    private CancelTransaction() {}

    /** Does nothing when an attempt has begun: a lease that was granted wins. */
    static Optional<Cancelled> runUnlessBegun(Connection connection, UUID buildId, String reason)
            throws SQLException {
        if (Sql.first(connection, LOCK_BUILD, row -> true, buildId).isEmpty()) {
            return Optional.empty();
        }
        boolean begun =
                Sql.list(connection, LOCK_TASKS, row -> row.getInt("attempt_no"), buildId).stream()
                        .anyMatch(attempts -> attempts > 0);
        return begun ? Optional.empty() : run(connection, buildId, reason);
    }

    static Optional<Cancelled> run(Connection connection, UUID buildId, String reason)
            throws SQLException {
        Optional<String> pool =
                Sql.first(connection, BEGIN, row -> row.getString("pool"), reason, buildId);
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        List<CancelledTask> tasks = Sql.list(connection, TASKS, CancelledTask::map, buildId);
        List<CancelledTask> closed =
                tasks.stream().filter(task -> task.status() == TaskStatus.CANCELLED).toList();
        var buildEnded =
                Sql.first(connection, COUNT_DOWN, BuildEndRow::map, closed.size(), buildId)
                        .orElseThrow();
        return Optional.of(
                new Cancelled(
                        buildEnded,
                        pool.get(),
                        closed.stream().map(CancelledTask::entry).toList(),
                        tasks.stream()
                                .map(CancelledTask::holder)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet())));
    }

    private record CancelledTask(IndexEntry entry, TaskStatus status, UUID holder) {
        static CancelledTask map(ResultSet row) throws SQLException {
            return new CancelledTask(
                    new IndexEntry(
                            new TaskKey(Sql.uuid(row, "build_id"), row.getInt("task_no")),
                            row.getInt("version")),
                    TaskStatus.valueOf(row.getString("status")),
                    Sql.uuid(row, "holder"));
        }
    }
}
