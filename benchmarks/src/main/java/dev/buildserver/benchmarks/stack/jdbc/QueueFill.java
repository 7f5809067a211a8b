package dev.buildserver.benchmarks.stack.jdbc;

import dev.buildserver.benchmarks.stack.StackAccess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes waiting builds in the database, as copies of one that waits: a deep queue in seconds. The
 * orchestrator finds them by its next full sweep.
 */
public final class QueueFill {
    // Whole rows are copied, whatever columns they have. Ids are of version 7, as the service's.
    private static final String COPIES =
            """
            CREATE TEMPORARY TABLE copy ON COMMIT DROP AS
            SELECT n, b.build_id AS original, b.build_number + n AS number,
              overlay(overlay(gen_random_uuid()::text
                PLACING left(h, 8) || '-' || right(h, 4) || '-7' FROM 1 FOR 15)
                PLACING 'a' FROM 20 FOR 1)::uuid AS id
            FROM build b
            JOIN task t ON t.build_id = b.build_id AND t.status = 'READY'
            JOIN idempotency i ON i.build_id = b.build_id AND i.key = ?,
              generate_series(1, ?) n,
              LATERAL (SELECT lpad(to_hex(
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') AS h) c
            """;
    private static final String ROWS =
            """
            INSERT INTO build SELECT (jsonb_populate_record(b,
                jsonb_build_object('build_id', c.id, 'build_number', c.number))).*
              FROM copy c JOIN build b ON b.build_id = c.original;
            INSERT INTO task SELECT (jsonb_populate_record(t,
                jsonb_build_object('build_id', c.id))).*
              FROM copy c JOIN task t ON t.build_id = c.original;
            INSERT INTO idempotency SELECT (jsonb_populate_record(i,
                jsonb_build_object('build_id', c.id, 'key', i.key || '-copy-' || c.n))).*
              FROM copy c JOIN idempotency i ON i.build_id = c.original;
            UPDATE project p SET last_build_number = last_build_number + x.n
              FROM (SELECT b.tenant, b.project, count(*) AS n
                FROM copy c JOIN build b ON b.build_id = c.original GROUP BY 1, 2) x
              WHERE p.tenant = x.tenant AND p.name = x.project;
            """;

    private QueueFill() {}

    /**
     * Copies.
     *
     * @param key of the build to copy, which waits; those of copies begin with it
     * @return number of copies made
     */
    public static int copies(StackAccess stack, String key, int count)
            throws IOException, SQLException {
        try (Connection connection =
                DriverManager.getConnection(
                        stack.jdbcUrl() + "?currentSchema=orchestrator",
                        "buildserver",
                        stack.databasePassword())) {
            connection.setAutoCommit(false);
            int made;
            try (PreparedStatement copies = connection.prepareStatement(COPIES)) {
                copies.setString(1, key);
                copies.setInt(2, count);
                made = copies.executeUpdate();
            }
            try (Statement rows = connection.createStatement()) {
                rows.execute(ROWS);
            }
            connection.commit();
            return made;
        }
    }
}
