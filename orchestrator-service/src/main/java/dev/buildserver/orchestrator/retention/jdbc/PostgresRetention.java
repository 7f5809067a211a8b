package dev.buildserver.orchestrator.retention.jdbc;

import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.database.jdbc.Database;
import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.orchestrator.retention.RetentionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Ids tell when things were made: the oldest rows are found at the beginning of the primary key,
 * and nothing else needs an index.
 */
@ApplicationScoped
class PostgresRetention implements RetentionStore {
    private static final String OLD_BUILDS =
            """
            SELECT build_id FROM build
            WHERE build_id < ? AND ended_at < now() - make_interval(secs => ?)
            ORDER BY build_id LIMIT ? FOR UPDATE SKIP LOCKED
            """;
    private static final String ATTEMPTS =
            "DELETE FROM attempt WHERE build_id = ANY (?) RETURNING attempt_uid";
    // Those of other attempts were dropped when these ended.
    private static final String DROP_ARTIFACTS =
            """
            INSERT INTO outbox (topic, subject)
            SELECT 'attempt.dropped', accepted_attempt::text FROM task
            WHERE build_id = ANY (?) AND accepted_attempt IS NOT NULL
            ON CONFLICT DO NOTHING
            """;
    private static final List<String> OF_BUILDS = List.of("superseding", "edge", "task", "build");
    private static final List<String> OF_ATTEMPTS =
            List.of("stage", "attempt_source", "diagnostic", "log_batch");

    private static final String SESSIONS =
            """
            DELETE FROM agent_session WHERE session_id IN (
              SELECT session_id FROM agent_session s
              WHERE s.session_id < ? AND s.ended_at < now() - make_interval(secs => ?)
                AND EXISTS (SELECT 1 FROM agent_session n
                            WHERE n.agent_id = s.agent_id AND n.session_id > s.session_id)
              ORDER BY s.session_id LIMIT ? FOR UPDATE SKIP LOCKED)
            """;
    private static final String OLD_AGENTS =
            """
            SELECT agent_id FROM agent a
            WHERE a.mode = 'ACTIVE' AND NOT EXISTS (
              SELECT 1 FROM agent_session s WHERE s.agent_id = a.agent_id
                AND (s.ended_at IS NULL OR s.ended_at >= now() - make_interval(secs => ?)))
            LIMIT ? FOR UPDATE SKIP LOCKED
            """;
    // An agent may have come back until its row was locked: these statements see that.
    private static final String SESSIONS_OF =
            "DELETE FROM agent_session WHERE agent_id = ANY (?) AND status = 'ENDED'";
    private static final String AGENTS =
            """
            DELETE FROM agent a WHERE agent_id = ANY (?)
              AND NOT EXISTS (SELECT 1 FROM agent_session s WHERE s.agent_id = a.agent_id)
            """;
    // What waits and never began has no log, and may wait for ever.
    private static final String OLDEST_BUILD =
            """
            SELECT created_at FROM build b
            WHERE ended_at IS NOT NULL OR EXISTS (
              SELECT 1 FROM task t WHERE t.build_id = b.build_id AND t.attempt_no > 0)
            ORDER BY build_id LIMIT 1
            """;

    private final Database database;
    private final InstantSource clock;

    PostgresRetention(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public int removeBuilds(Duration age, int most) {
        return database.transaction(c -> removeBuilds(c, age, most));
    }

    private int removeBuilds(Connection connection, Duration age, int most) throws SQLException {
        List<UUID> old =
                Sql.list(
                        connection,
                        OLD_BUILDS,
                        row -> Sql.uuid(row, "build_id"),
                        before(age),
                        seconds(age),
                        most);
        if (old.isEmpty()) {
            return 0;
        }
        Array builds = Sql.uuids(connection, old);
        Array attempts =
                Sql.uuids(
                        connection,
                        Sql.list(
                                connection, ATTEMPTS, row -> Sql.uuid(row, "attempt_uid"), builds));
        for (String table : OF_ATTEMPTS) {
            Sql.update(
                    connection, "DELETE FROM " + table + " WHERE attempt_uid = ANY (?)", attempts);
        }
        Sql.update(connection, DROP_ARTIFACTS, builds);
        for (String table : OF_BUILDS) {
            Sql.update(connection, "DELETE FROM " + table + " WHERE build_id = ANY (?)", builds);
        }
        return old.size();
    }

    @Override
    public int removeSessions(Duration age, int most) {
        return database.statement(c -> Sql.update(c, SESSIONS, before(age), seconds(age), most));
    }

    @Override
    public int removeAgents(Duration age, int most) {
        return database.transaction(c -> removeAgents(c, age, most));
    }

    private static int removeAgents(Connection connection, Duration age, int most)
            throws SQLException {
        List<String> old =
                Sql.list(
                        connection,
                        OLD_AGENTS,
                        row -> row.getString("agent_id"),
                        seconds(age),
                        most);
        if (old.isEmpty()) {
            return 0;
        }
        Array agents = Sql.texts(connection, old);
        Sql.update(connection, SESSIONS_OF, agents);
        return Sql.update(connection, AGENTS, agents);
    }

    @Override
    public Instant oldestBuild() {
        return database.statement(
                        c -> Sql.first(c, OLDEST_BUILD, row -> Sql.instant(row, "created_at")))
                .orElseGet(clock::instant);
    }

    private UUID before(Duration age) {
        return UuidV7.leastOf(clock.instant().minus(age));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
