package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.domain.build.BuildStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Says for people what a build waits for. */
final class WaitingSql {
    private static final String SELECT =
            """
            SELECT now() AS now, count(*) AS connected,
                   count(*) FILTER (WHERE s.accepting AND NOT s.drain AND a.mode = 'ACTIVE') AS willing,
                   coalesce(sum(s.free_slots) FILTER (
                     WHERE s.accepting AND NOT s.drain AND a.mode = 'ACTIVE'), 0) AS free
            FROM agent a JOIN agent_session s USING (agent_id)
            WHERE a.pool = ? AND s.status = 'ACTIVE'
            """;

    private WaitingSql() {}

    static String reason(Connection connection, BuildRow build) throws SQLException {
        if (build.status() == BuildStatus.WAITING_FOR_APPROVAL) {
            return "Waiting for approval";
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, build.pool());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return reason(build, row);
            }
        }
    }

    private static String reason(BuildRow build, ResultSet row) throws SQLException {
        Instant now = Columns.instant(row, "now");
        int connected = row.getInt("connected");
        int willing = row.getInt("willing");
        if (build.failures() > 0 && build.notBefore().isAfter(now)) {
            long seconds = Duration.between(now, build.notBefore()).toSeconds() + 1;
            return "Attempt %d starts in about %d s: the agent before was lost or could not build"
                    .formatted(build.attempts() + 1, seconds);
        }
        if (connected == 0) {
            return "No agent of pool " + build.pool() + " is connected";
        }
        if (willing == 0) {
            return "No agent of pool "
                    + build.pool()
                    + " takes work: all are draining or in maintenance";
        }
        return row.getInt("free") == 0 ? "All agents of pool " + build.pool() + " are busy" : null;
    }
}
