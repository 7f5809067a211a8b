package dev.buildserver.benchmarks.stack.jdbc;

import dev.buildserver.benchmarks.stack.StackAccess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Work of the whole database server so far.
 *
 * @param transactions committed
 * @param rows inserted, updated and deleted
 * @param walBytes written to the write-ahead log
 */
public record DatabaseWork(long transactions, long rows, long walBytes) {
    // The server's own counters lag by up to a second.
    private static final String QUERY =
            """
            SELECT xact_commit, tup_inserted + tup_updated + tup_deleted,
              pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')
            FROM pg_stat_database WHERE datname = current_database()
            """;

    public static DatabaseWork of(StackAccess stack) throws IOException, SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                stack.jdbcUrl(), "buildserver", stack.databasePassword());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return new DatabaseWork(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    /** What was done since. */
    public DatabaseWork since(DatabaseWork earlier) {
        return new DatabaseWork(
                transactions - earlier.transactions,
                rows - earlier.rows,
                walBytes - earlier.walBytes);
    }
}
