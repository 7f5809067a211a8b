package dev.buildserver.orchestrator.lifecycle.jdbc;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore.Overtaken;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Finds builds that no agent has begun and that are to be cancelled, within a transaction. */
final class WaitingBuilds {
    private static final String WAITED_TOO_LONG =
            """
            SELECT t.build_id, extract(epoch FROM t.queue_deadline - b.created_at) AS seconds
            FROM task t JOIN build b ON b.build_id = t.build_id
            WHERE t.status = 'READY' AND t.attempt_no = 0 AND t.queue_deadline <= now()
            ORDER BY t.queue_deadline LIMIT ?
            """;
    private static final String SUPERSEDING =
            "SELECT build_id FROM superseding ORDER BY build_id LIMIT ?";
    // The same work: what differs only in its commit, its labels or how it is built.
    private static final String SUPERSEDED =
            """
            SELECT old.build_id, new.build_number
            FROM build new
            JOIN task t ON t.tenant = new.tenant AND t.project = new.project
              AND t.status = 'READY' AND t.attempt_no = 0
            JOIN build old ON old.build_id = t.build_id
            WHERE new.build_id = ? AND old.build_number < new.build_number
              AND old.git_ref = new.git_ref AND old.pool = new.pool
              AND old.configuration = new.configuration
              AND (old.spec -> 'solutionPath', old.spec -> 'targetFramework', old.spec -> 'platform',
                   old.spec -> 'runtimeIdentifier')
                IS NOT DISTINCT FROM
                  (new.spec -> 'solutionPath', new.spec -> 'targetFramework', new.spec -> 'platform',
                   new.spec -> 'runtimeIdentifier')
            ORDER BY old.build_number
            """;
    private static final String DONE = "DELETE FROM superseding WHERE build_id = ?";

    private WaitingBuilds() {}

    static List<Overtaken> waitedTooLong(Connection connection, int limit) throws SQLException {
        return Sql.list(
                connection,
                WAITED_TOO_LONG,
                row ->
                        new Overtaken(
                                Sql.uuid(row, "build_id"),
                                "No agent took it within "
                                        + text(Duration.ofSeconds(row.getLong("seconds")))),
                limit);
    }

    static List<UUID> superseding(Connection connection, int limit) throws SQLException {
        return Sql.list(connection, SUPERSEDING, row -> Sql.uuid(row, "build_id"), limit);
    }

    static List<Overtaken> supersededBy(Connection connection, UUID buildId) throws SQLException {
        return Sql.list(
                connection,
                SUPERSEDED,
                row ->
                        new Overtaken(
                                Sql.uuid(row, "build_id"),
                                "Superseded by build #" + row.getLong("build_number")),
                buildId);
    }

    static void superseded(Connection connection, UUID buildId) throws SQLException {
        Sql.update(connection, DONE, buildId);
    }

    private static String text(Duration wait) {
        return wait.toSecondsPart() == 0 ? wait.toMinutes() + " min" : wait.toSeconds() + " s";
    }
}
