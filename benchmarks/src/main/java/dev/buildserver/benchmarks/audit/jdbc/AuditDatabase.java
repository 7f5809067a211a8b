package dev.buildserver.benchmarks.audit.jdbc;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.audit.Stored;
import dev.buildserver.benchmarks.stack.StackAccess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The services' database, read by its owner. */
public final class AuditDatabase implements AutoCloseable {
    private static final int PAGE = 5_000;
    private static final String BUILDS =
            """
            SELECT i.key, b.build_id, b.status
            FROM idempotency i JOIN build b ON b.build_id = i.build_id WHERE i.key LIKE ?
            """;
    private static final String ATTEMPTS =
            """
            WITH mine AS (SELECT build_id FROM idempotency WHERE key LIKE ?),
            told AS (SELECT attempt_uid, sum(lines) AS lines FROM log_batch GROUP BY 1)
            SELECT a.attempt_uid, a.build_id, a.ended_as, a.task_status, coalesce(l.lines, 0)
            FROM attempt a JOIN mine USING (build_id) LEFT JOIN told l USING (attempt_uid)
            UNION ALL
            SELECT t.attempt_uid, t.build_id, NULL, NULL, coalesce(l.lines, 0)
            FROM task t JOIN mine USING (build_id) LEFT JOIN told l USING (attempt_uid)
            WHERE t.status = 'LEASED'
            """;

    private static final String STATUSES =
            """
            SELECT b.status, count(*) FROM idempotency i JOIN build b USING (build_id)
            WHERE i.key LIKE ? GROUP BY 1
            """;
    private static final String READY =
            """
            SELECT build_id || '.' || task_no, version FROM task
            WHERE status = 'READY' AND pool LIKE ?
            """;

    private static final String EXPIRED =
            """
            SELECT agent_id, session_id, ended_at FROM agent_session
            WHERE end_reason = 'expired' AND agent_id LIKE ? ORDER BY ended_at
            """;
    private static final String ENDS =
            """
            SELECT a.ended_as, count(*) FROM attempt a JOIN idempotency i USING (build_id)
            WHERE i.key LIKE ? GROUP BY 1
            """;

    private final Connection connection;

    private AuditDatabase(Connection connection) {
        this.connection = connection;
    }

    public static AuditDatabase open(StackAccess stack) throws IOException, SQLException {
        Connection connection =
                DriverManager.getConnection(
                        stack.jdbcUrl() + "?currentSchema=orchestrator",
                        "buildserver",
                        stack.databasePassword());
        // Pages of rows come only within a transaction.
        connection.setAutoCommit(false);
        return new AuditDatabase(connection);
    }

    /** From now on, notes transitions that must never happen; costs nothing where none does. */
    public void watchTransitions() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Invariants.WATCH);
        }
        connection.commit();
    }

    /** What is stored of the builds whose idempotency keys begin like this. */
    public Stored read(String keyPrefix) throws SQLException {
        Map<String, Stored.Build> builds = new HashMap<>();
        each(
                BUILDS,
                keyPrefix,
                row ->
                        builds.put(
                                row.getString(1),
                                new Stored.Build(row.getObject(2, UUID.class), row.getString(3))));
        Map<UUID, Stored.Attempt> attempts = new HashMap<>();
        each(
                ATTEMPTS,
                keyPrefix,
                row ->
                        attempts.put(
                                row.getObject(1, UUID.class),
                                new Stored.Attempt(
                                        row.getObject(2, UUID.class),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getLong(5))));
        return new Stored(builds, attempts);
    }

    /** Invariants that do not hold. */
    public List<Finding> broken() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        List<Invariants.Rule> rules = new ArrayList<>(Invariants.RULES);
        rules.addAll(ArtifactRules.RULES);
        for (Invariants.Rule rule : rules) {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery(rule.query())) {
                while (found.next() && rows.size() < Finding.MOST_ROWS) {
                    rows.add(text(found));
                }
            }
            if (!rows.isEmpty()) {
                findings.add(new Finding(rule.invariant(), rule.what(), rows));
            }
        }
        connection.commit();
        return findings;
    }

    /** Number of the builds whose idempotency keys begin like this, by status. */
    public Map<String, Long> statuses(String keyPrefix) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        each(STATUSES, keyPrefix, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /** Number of the ended attempts of the builds whose keys begin like this, by their end. */
    public Map<String, Long> ends(String keyPrefix) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        each(ENDS, keyPrefix, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /** Sessions that ended because their agent fell silent. */
    public List<Expired> expired(String agentPrefix) throws SQLException {
        List<Expired> expired = new ArrayList<>();
        each(
                EXPIRED,
                agentPrefix,
                row ->
                        expired.add(
                                new Expired(
                                        row.getString(1),
                                        row.getObject(2, UUID.class),
                                        row.getTimestamp(3).toInstant())));
        return expired;
    }

    /** The end of a session, by the database's clock. */
    public record Expired(String agent, UUID session, Instant endedAt) {}

    /** Versions of a pool's ready tasks by {@code buildId.taskNo}. */
    public Map<String, Integer> ready(String pool) throws SQLException {
        Map<String, Integer> versions = new HashMap<>();
        each(READY, pool, row -> versions.put(row.getString(1), row.getInt(2)));
        return versions;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void each(String query, String keyPrefix, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(PAGE);
            statement.setString(1, keyPrefix + "%");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
        connection.commit();
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(i == 1 ? "" : ", ")
                    .append(row.getMetaData().getColumnLabel(i))
                    .append('=')
                    .append(row.getString(i));
        }
        return text.toString();
    }

    /** Takes one row. */
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
