package dev.buildserver.orchestrator.twin;

import dev.buildserver.orchestrator.database.jdbc.Sql;
import dev.buildserver.testing.stores.SharedStores;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * A migrated database whose {@code now()} and {@code random()} are the test's: functions of these
 * names are found before PostgreSQL's own, by the statements of the stores and by the defaults of
 * the tables alike. So a test moves time by any amount, and compares times exactly.
 */
final class ClockedDatabase implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String CLOCK =
            """
            CREATE SCHEMA clock;
            CREATE TABLE clock.reading AS
              SELECT timestamptz '2026-01-01T00:00:00Z' AS time, 0.5::float8 AS luck;
            CREATE FUNCTION clock.now() RETURNS timestamptz STABLE LANGUAGE sql
              AS 'SELECT time FROM clock.reading';
            CREATE FUNCTION clock.random() RETURNS float8 VOLATILE LANGUAGE sql
              AS 'SELECT luck FROM clock.reading';
            DO $$ BEGIN
              EXECUTE format('ALTER DATABASE %I SET search_path = orchestrator, clock, pg_catalog',
                current_database());
              EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
              EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database());
            END $$;
            """;
    private static final String CLEAR =
            """
            DELETE FROM attempt; DELETE FROM edge; DELETE FROM task; DELETE FROM build;
            DELETE FROM project; DELETE FROM idempotency; DELETE FROM outbox;
            DELETE FROM agent_session; DELETE FROM agent; DELETE FROM log_batch; DELETE FROM stage;
            UPDATE clock.reading SET time = '2026-01-01T00:00:00Z', luck = 0.5;
            """;

    private final AgroalDataSource source;

    private ClockedDatabase(AgroalDataSource source) {
        this.source = source;
    }

    /** A new one. */
    static ClockedDatabase create() {
        Map<String, String> stores = SharedStores.freshConfiguration();
        String url = stores.get("quarkus.datasource.jdbc.url");
        String user = stores.get("quarkus.datasource.username");
        String password = stores.get("quarkus.datasource.password");
        try (AgroalDataSource plain = open(url, user, password)) {
            new ClockedDatabase(plain).execute(CLOCK);
        }
        Flyway.configure()
                .dataSource(url, user, password)
                .locations("db/migration/orchestrator")
                .schemas("orchestrator")
                .load()
                .migrate();
        return new ClockedDatabase(open(url, user, password));
    }

    private static AgroalDataSource open(String url, String user, String password) {
        try {
            return AgroalDataSource.from(
                    new AgroalDataSourceConfigurationSupplier()
                            .connectionPoolConfiguration(
                                    pool ->
                                            pool.maxSize(4)
                                                    .connectionFactoryConfiguration(
                                                            factory ->
                                                                    factory.jdbcUrl(url)
                                                                            .principal(
                                                                                    new NamePrincipal(
                                                                                            user))
                                                                            .credential(
                                                                                    new SimplePassword(
                                                                                            password)))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    AgroalDataSource source() {
        return source;
    }

    void advance(Duration duration) {
        execute("UPDATE clock.reading SET time = time + interval '" + duration + "'");
    }

    /** What {@code random()} gives from now on. */
    void luck(double luck) {
        execute("UPDATE clock.reading SET luck = " + luck);
    }

    /** Empties it, and sets the clock back. */
    void clear() {
        execute(CLEAR);
    }

    void execute(String statements) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    int update(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The numbers in a query's only column. */
    List<Long> query(String sql, Object... parameters) {
        try (Connection connection = source.getConnection()) {
            return Sql.list(connection, sql, row -> row.getLong(1), parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
