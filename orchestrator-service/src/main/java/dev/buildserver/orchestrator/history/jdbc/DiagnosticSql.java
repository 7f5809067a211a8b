package dev.buildserver.orchestrator.history.jdbc;

import dev.buildserver.contract.build.Diagnostic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Diagnostics of an attempt, in the order in which they came. */
final class DiagnosticSql {
    private static final String SELECT =
            "SELECT * FROM diagnostic WHERE attempt_uid = ? ORDER BY position";

    private DiagnosticSql() {}

    static List<Diagnostic> diagnostics(Connection connection, UUID attempt) throws SQLException {
        List<Diagnostic> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setObject(1, attempt);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Diagnostic(
                                    Columns.named(row, "severity", Diagnostic.Severity.values()),
                                    row.getString("code"),
                                    row.getString("message"),
                                    row.getString("file"),
                                    row.getInt("line"),
                                    row.getInt("col"),
                                    row.getString("project")));
                }
            }
        }
        return found;
    }
}
