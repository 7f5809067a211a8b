package dev.buildserver.artifact.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.artifact.Client;
import dev.buildserver.artifact.Client.File;
import dev.buildserver.testing.stores.StoresResource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database stops a transaction's session while it commits, as it does when it is shut down. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class LostCommitIT {
    private static final File FILE = File.of("a.zip", "content");

    @Inject AgroalDataSource database;

    private Client client;

    @BeforeEach
    void trigger() throws SQLException {
        client = Client.newAttempt();
        client.uploaded(FILE);
        run(
                """
                CREATE FUNCTION artifact.stop_session() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                    RETURN NULL;
                END $$
                """);
    }

    @AfterEach
    void removeTrigger() throws SQLException {
        run("DROP FUNCTION artifact.stop_session CASCADE");
    }

    @Test
    void aSealIsRepeatedWhenTheDatabaseIsBack() throws SQLException {
        // Given
        stopAtCommitOf("attempt");
        // When
        Response lost = client.seal(FILE);
        run("DROP TRIGGER stop_session ON artifact.attempt");
        Response repeated = client.seal(FILE);
        // Then
        assertUnavailable(lost);
        assertThat(repeated.statusCode()).as(repeated.asString()).isEqualTo(200);
    }

    @Test
    void anUploadIsRepeatedWhenTheDatabaseIsBack() throws SQLException {
        // Given
        File other = File.of("b.zip", "more");
        stopAtCommitOf("artifact");
        // When
        Response lost = client.upload(other);
        run("DROP TRIGGER stop_session ON artifact.artifact");
        Response repeated = client.upload(other);
        // Then
        assertUnavailable(lost);
        assertThat(repeated.statusCode()).as(repeated.asString()).isEqualTo(201);
        assertThat(client.seal(FILE, other).statusCode()).isEqualTo(200);
    }

    private void stopAtCommitOf(String table) throws SQLException {
        run(
                """
                CREATE CONSTRAINT TRIGGER stop_session AFTER INSERT OR UPDATE ON artifact.%s
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN (NEW.attempt_uid = '%s') EXECUTE FUNCTION artifact.stop_session()
                """
                        .formatted(table, client.attempt()));
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertUnavailable(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotBlank();
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNAVAILABLE");
    }
}
