package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose builds may serve others is decided once: at submission. */
@QuarkusTest
class TrustIT extends ServiceTest {
    private final String project = Requests.uniqueProject();
    private final String pool = TestPools.next();

    @ParameterizedTest
    @CsvSource({
        "main, true",
        "refs/heads/main, true",
        "refs/tags/v1, true",
        "refs/pull/7/head, false",
        "refs/merge-requests/7/head, false",
        "0123456789abcdef0123456789abcdef01234567, false",
    })
    void aBuildIsTrustedByItsRef(String ref, boolean trusted) {
        // When
        BuildJob job = Requests.job(project, ref, false, null);
        UUID build = Requests.submit(Requests.build(job, pool));
        // Then
        assertThat(Requests.details(build).trusted()).isEqualTo(trusted);
        Lease lease = TestAgent.in(pool).lease();
        assertThat(lease.trusted()).isEqualTo(trusted);
        assertThat(claim(lease, "trusted")).isEqualTo(Boolean.toString(trusted));
        assertThat(affinity(build)).isEqualTo(WorkspaceKey.of("default", job, trusted));
    }

    @Test
    void anotherRepositoryUnderTheProjectsNameIsNotTrusted() {
        // Given
        UUID own = Requests.submit(Requests.build(Requests.job(project), pool));
        BuildJob elsewhere = Requests.job(project, "https://git.example.com/fork/of-it");
        // When
        Response answer =
                Requests.asBuildMaster()
                        .body(Requests.build(elsewhere, pool))
                        .post("/internal/v1/builds");
        // Then
        answer.then().statusCode(202);
        UUID other = UUID.fromString(answer.path("executionId"));
        assertThat(Requests.details(own).trusted()).isTrue();
        assertThat(Requests.details(other).trusted()).isFalse();
    }

    @Test
    void whatWasDecidedStaysWhateverIsSetLater() {
        // Given: submitted when branches were not trusted
        UUID build = Requests.submit(Requests.build(Requests.job(project), pool));
        TestRows.update("UPDATE build SET trusted = false WHERE build_id = ?", build);
        // When
        Lease lease = TestAgent.in(pool).lease();
        UUID rerun =
                UUID.fromString(
                        Requests.asDeveloper()
                                .post("/internal/v1/builds/" + build + "/rerun")
                                .path("executionId"));
        // Then
        assertThat(lease.trusted()).isFalse();
        assertThat(claim(lease, "trusted")).isEqualTo("false");
        assertThat(Requests.details(rerun).trusted()).isFalse();
    }

    private static String affinity(UUID build) {
        return TestRows.text("SELECT affinity FROM task WHERE build_id = ?", build);
    }

    private static String claim(Lease lease, String name) {
        byte[] claims = Base64.getUrlDecoder().decode(lease.leaseToken().split("\\.")[1]);
        return JsonPath.from(new String(claims, StandardCharsets.UTF_8)).getString(name);
    }
}
