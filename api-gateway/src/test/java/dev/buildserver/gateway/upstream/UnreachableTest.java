package dev.buildserver.gateway.upstream;

import static dev.buildserver.gateway.testing.Samples.BUILD;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.testing.tokens.TestKeys;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(UnreachableTest.NobodyThere.class)
class UnreachableTest {
    /** Nothing listens on this port. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    /** A gateway with nothing behind it. */
    public static final class NobodyThere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(TestKeys.ofThisJvm().configuration());
            settings.put("quarkus.http.test-port", "0");
            settings.put("quarkus.management.test-port", "0");
            settings.put("buildserver.gateway.orchestrator-url", NOWHERE);
            settings.put("buildserver.gateway.artifact-url", NOWHERE);
            return settings;
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/builds",
                "/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6",
                "/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6/logs",
                "/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6/logs?follow=true",
                "/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6/artifacts",
                "/api/v1/artifacts/7f000000-0000-4000-8000-000000000001",
                "/api/v1/artifacts/7f000000-0000-4000-8000-000000000001/download",
                "/api/v1/agents",
                "/api/v1/agents/a/health",
                "/api/v1/pools",
                "/api/v1/pools/Linux/health"
            })
    void aReadIsToldToComeBack(String path) {
        unavailable(given().auth().oauth2(TestTokens.developer()).get(path));
    }

    @Test
    void aSubmissionIsToldToComeBackForNothingWasDone() {
        unavailable(
                given().auth()
                        .oauth2(TestTokens.developer())
                        .contentType("application/json")
                        .body(Examples.text("request.json").replace("developer@", "dev@"))
                        .post("/api/v1/builds"));
        unavailable(
                given().auth()
                        .oauth2(TestTokens.developer())
                        .post("/api/v1/builds/" + BUILD + "/rerun"));
    }

    private static void unavailable(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(answer.jsonPath().getString("detail")).contains("can't be reached");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }
}
