package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Settings that are not the defaults. */
@QuarkusTest
@TestProfile(LimitsIT.Settings.class)
class LimitsIT extends ServiceTest {
    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "buildserver.orchestrator.queue.bound", "3",
                    "buildserver.orchestrator.requesters-may-cancel", "true");
        }
    }

    @Test
    void aFullQueueSaysWhenToComeBackAndRequestersMayCancel() {
        // Given
        UUID build = Requests.submit("Linux");
        Requests.submit("Linux");
        Requests.submit("Docker");
        // When
        Response full =
                Requests.asDeveloper()
                        .body(Requests.build(Requests.job(Requests.uniqueProject()), "Linux"))
                        .post("/internal/v1/builds");
        // Then
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.<String>path("code")).isEqualTo("QUEUE_FULL");
        assertThat(full.header("Retry-After")).isEqualTo("10");
        // When
        String stranger = TestTokens.user("Developer", "other@example.com", Map.of());
        Response refused = Requests.with(stranger).post("/internal/v1/builds/" + build + "/cancel");
        Response cancelled =
                Requests.asDeveloper().post("/internal/v1/builds/" + build + "/cancel");
        // Then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.CANCELLED);
        Requests.submit("Linux");
    }
}
