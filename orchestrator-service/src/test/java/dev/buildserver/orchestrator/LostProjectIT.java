package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project is gone again whenever a build of it is about to be made. */
@QuarkusTest
class LostProjectIT extends ServiceTest {
    private final String project = Requests.uniqueProject();
    private final SubmitBuild build = Requests.build(Requests.job(project), TestPools.next());

    @BeforeEach
    void loseIt() {
        TestRows.update(
                """
                CREATE FUNCTION orchestrator.lose_project() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RETURN NULL;
                END $$
                """);
        TestRows.update(
                """
                CREATE TRIGGER lose_project BEFORE INSERT ON orchestrator.project FOR EACH ROW
                WHEN (NEW.name = '%s') EXECUTE FUNCTION orchestrator.lose_project()
                """
                        .formatted(project));
    }

    @AfterEach
    void keepIt() {
        TestRows.update("DROP FUNCTION orchestrator.lose_project CASCADE");
    }

    @Test
    void aSubmissionIsRefusedForNowAndTakenLater() {
        // When
        Response refused = submit();
        TestRows.update("DROP TRIGGER lose_project ON orchestrator.project");
        Response taken = submit();
        // Then
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotBlank();
        assertThat(refused.<String>path("code")).isEqualTo("UNAVAILABLE");
        assertThat(refused.<String>path("detail"))
                .contains("Nothing was made")
                .contains(project)
                .contains("4 tries");
        assertThat(taken.statusCode()).as(taken.asString()).isEqualTo(202);
        assertThat(TestRows.count("SELECT count(*) FROM build WHERE project = ?", project))
                .isEqualTo(1);
    }

    private Response submit() {
        return Requests.asDeveloper().body(build).post("/internal/v1/builds");
    }
}
