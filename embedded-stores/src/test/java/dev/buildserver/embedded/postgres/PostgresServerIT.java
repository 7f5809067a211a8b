package dev.buildserver.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.StoreStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    @TempDir Path folder;

    @Test
    void dataAndPasswordSurviveARestart() throws Exception {
        // Given
        StoreHome home = StoreHome.in(folder.resolve("postgres"));
        String password;
        try (PostgresServer first = PostgresServer.start(home)) {
            password = first.password();
            query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        // When
        try (PostgresServer second = PostgresServer.start(home)) {
            // Then
            assertThat(second.password()).isEqualTo(password);
            assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void dataSurviveTheServersSuddenEnd() throws Exception {
        // Given
        StoreHome home = StoreHome.in(folder.resolve("postgres"));
        PostgresServer first = PostgresServer.start(home);
        query(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        // When
        ProcessHandle.of(first.process().pid()).orElseThrow().destroyForcibly();
        first.process().onExit().join();
        // Then
        try (PostgresServer second = PostgresServer.start(home)) {
            assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
        first.close();
    }

    @Test
    void isVersion17AndFlushesCommits() throws Exception {
        // Given
        try (PostgresServer server = PostgresServer.start(StoreHome.temporary())) {
            // When
            String version = query(server, "SHOW server_version");
            String fsync = query(server, "SHOW fsync");
            String addresses = query(server, "SHOW listen_addresses");
            // Then
            assertThat(version).isEqualTo(PostgresBinaries.VERSION);
            assertThat(fsync).isEqualTo("on");
            assertThat(addresses).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        // Given
        try (PostgresServer server = PostgresServer.start(StoreHome.temporary())) {
            // When, Then
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl(), server.username(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void databasesAreSeparate() throws Exception {
        // Given
        try (PostgresServer server = PostgresServer.start(StoreHome.temporary())) {
            query(server, "CREATE TABLE mine AS SELECT 1 AS one");
            // When
            String other = server.createDatabase("other_test");
            // Then
            try (Connection connection =
                    DriverManager.getConnection(other, server.username(), server.password())) {
                assertThat(first(connection, "SELECT to_regclass('mine')")).isNull();
                assertThat(first(connection, "SELECT current_user")).isEqualTo("buildserver");
            }
        }
    }

    @Test
    void aThrowAwayServerLeavesNoFile() {
        // Given
        StoreHome home = StoreHome.temporary();
        // When
        PostgresServer.start(home).close();
        // Then
        assertThat(home.folder()).doesNotExist();
    }

    @Test
    void aPortInUseIsSaid() {
        // Given
        try (PostgresServer first = PostgresServer.start(StoreHome.temporary())) {
            StoreHome second = StoreHome.temporary().onPort(first.port());
            // When, Then
            assertThatThrownBy(() -> PostgresServer.start(second))
                    .isInstanceOf(StoreStartException.class)
                    .hasMessageContaining("port " + first.port() + " is in use");
            assertThat(second.folder()).doesNotExist();
        }
    }

    @Test
    void onlyTheOwnerCanReadThePassword() throws Exception {
        // Given
        StoreHome home = StoreHome.in(folder.resolve("postgres"));
        // When
        PostgresServer.start(home).close();
        // Then
        assertThat(Files.getPosixFilePermissions(home.folder().resolve("password")))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(
                        server.jdbcUrl(), server.username(), server.password())) {
            return first(connection, sql);
        }
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
