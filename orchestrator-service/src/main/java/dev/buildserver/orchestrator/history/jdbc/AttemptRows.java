package dev.buildserver.orchestrator.history.jdbc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.TestResults;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The attempts at a build, oldest first: the ended ones from their own rows, the running one from
 * the task's.
 *
 * @param testResults of the last attempt that had any; null without
 */
record AttemptRows(List<AttemptSummary> summaries, TestResults testResults) {
    private static final String SELECT =
            """
            SELECT attempt_uid, attempt_no, agent_id, hostname, ended_as, reason, leased_at, ended_at,
                   test_results
            FROM attempt WHERE build_id = ?
            UNION ALL
            SELECT t.attempt_uid, t.attempt_no, a.agent_id, a.hostname, 'RUNNING', NULL, t.leased_at,
                   NULL, NULL
            FROM task t
            JOIN agent_session s ON s.session_id = t.holder
            JOIN agent a ON a.agent_id = s.agent_id
            WHERE t.build_id = ? AND t.status = 'LEASED'
            ORDER BY leased_at, attempt_no
            """;
    private static final String SOURCE =
            "SELECT commit_id, branch FROM attempt_source WHERE attempt_uid = ?";

    /** What a ref was resolved to; both are null before. */
    record Source(String commit, String branch) {}

    static AttemptRows of(Connection connection, ObjectMapper json, UUID build)
            throws SQLException {
        List<AttemptSummary> summaries = new ArrayList<>();
        TestResults tests = null;
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, build);
            select.setObject(2, build);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    summaries.add(summary(row));
                    TestResults found = Columns.json(json, row, "test_results", TestResults.class);
                    tests = found == null ? tests : found;
                }
            }
        }
        return new AttemptRows(summaries, tests);
    }

    /**
     * The attempt whose stages and diagnostics are the build's: the last; null before the first.
     */
    UUID shown() {
        return summaries.isEmpty() ? null : summaries.get(summaries.size() - 1).attemptUid();
    }

    Source source(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SOURCE)) {
            select.setObject(1, shown());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Source(row.getString("commit_id"), row.getString("branch"))
                        : new Source(null, null);
            }
        }
    }

    private static AttemptSummary summary(ResultSet row) throws SQLException {
        return new AttemptSummary(
                Columns.uuid(row, "attempt_uid"),
                row.getInt("attempt_no"),
                row.getString("agent_id"),
                row.getString("hostname"),
                wireName(row.getString("ended_as")),
                row.getString("reason"),
                Columns.instant(row, "leased_at"),
                Columns.instant(row, "ended_at"));
    }

    private static String wireName(String outcome) {
        return outcome.charAt(0) + outcome.substring(1).toLowerCase(Locale.ROOT);
    }
}
