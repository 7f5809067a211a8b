package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database stops a transaction's session while it commits, as it does when it is shut down. */
@QuarkusTest
class LostCommitIT extends ServiceTest {
    private final String project = Requests.uniqueProject();
    private final SubmitBuild build = Requests.build(Requests.job(project), TestPools.next());

    @BeforeEach
    void stopAtCommit() {
        TestRows.update(
                """
                CREATE FUNCTION orchestrator.stop_session() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_terminate_backend(pg_backend_pid());
                    RETURN NULL;
                END $$
                """);
        TestRows.update(
                """
                CREATE CONSTRAINT TRIGGER stop_session AFTER INSERT ON orchestrator.build
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                WHEN (NEW.project = '%s') EXECUTE FUNCTION orchestrator.stop_session()
                """
                        .formatted(project));
    }

    @AfterEach
    void goOn() {
        TestRows.update("DROP FUNCTION orchestrator.stop_session CASCADE");
    }

    @Test
    void aSubmissionIsRepeatedWhenTheDatabaseIsBack() {
        // Given
        String key = UUID.randomUUID().toString();
        // When
        Response lost = submit(key);
        TestRows.update("DROP TRIGGER stop_session ON orchestrator.build");
        Response repeated = submit(key);
        // Then
        assertThat(lost.statusCode()).as(lost.asString()).isEqualTo(503);
        assertThat(lost.header("Retry-After")).isNotBlank();
        assertThat(lost.<String>path("code")).isEqualTo("UNAVAILABLE");
        assertThat(repeated.statusCode()).as(repeated.asString()).isEqualTo(202);
        assertThat(TestRows.count("SELECT count(*) FROM build WHERE project = ?", project))
                .isEqualTo(1);
    }

    private Response submit(String key) {
        return Requests.asDeveloper()
                .header("Idempotency-Key", key)
                .body(build)
                .post("/internal/v1/builds");
    }
}
