package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.orchestrator.history.QueueEstimate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Guesses: the mean of the last ten successful builds of the project with the same strategy, and
 * the pool's slots taken in turns by what is queued before.
 */
final class EstimateSql {
    /** Taken while a project has no history: what a small solution takes at most. */
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    private static final String SELECT =
            """
            SELECT now() AS now,
              (SELECT count(*) FROM task r
               WHERE t.status = 'READY' AND r.status = 'READY' AND r.pool = t.pool
                 AND (r.priority > t.priority
                      OR r.priority = t.priority AND (r.ready_at, r.build_id) <= (t.ready_at, t.build_id)))
                AS position,
              (SELECT avg(extract(epoch FROM ended_at - started_at)) FROM (
                 SELECT ended_at, started_at FROM build h
                 WHERE h.tenant = b.tenant AND h.project = b.project AND h.strategy = b.strategy
                   AND h.status = 'SUCCEEDED' AND h.build_id <> b.build_id
                 ORDER BY h.build_number DESC LIMIT 10) AS last) AS seconds,
              p.slots, p.free
            FROM build b
            JOIN LATERAL (SELECT * FROM task WHERE task.build_id = b.build_id
                          ORDER BY task_no LIMIT 1) t ON true
            CROSS JOIN LATERAL (
              SELECT coalesce(sum((a.capabilities->>'maxConcurrentBuilds')::int), 0) AS slots,
                     coalesce(sum(s.free_slots), 0) AS free
              FROM agent a JOIN agent_session s USING (agent_id)
              WHERE a.pool = b.pool AND s.status = 'ACTIVE' AND s.accepting AND NOT s.drain
                AND a.mode = 'ACTIVE') p
            WHERE b.build_id = ?
            """;

    private EstimateSql() {}

    static QueueEstimate estimate(Connection connection, UUID build) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, build);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? of(row) : new QueueEstimate(0, null, UNKNOWN);
            }
        }
    }

    private static QueueEstimate of(ResultSet row) throws SQLException {
        double seconds = row.getDouble("seconds");
        Duration duration =
                row.wasNull() ? UNKNOWN : Duration.ofSeconds(Math.max(1, (long) seconds));
        int position = row.getInt("position");
        int slots = row.getInt("slots");
        if (slots == 0) {
            return new QueueEstimate(position, null, duration);
        }
        Instant now = Columns.instant(row, "now");
        int before = Math.max(0, position - row.getInt("free"));
        // Whoever finds no free slot waits for full turns of all slots.
        long turns = (before + slots - 1L) / slots;
        return new QueueEstimate(position, now.plus(duration.multipliedBy(turns)), duration);
    }
}
