package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, on the real stack. */
@ExtendWith(RunningStack.class)
class RolesIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/builds",
                "/api/v1/agents",
                "/api/v1/pools",
                "/api/v1/pools/Linux/health",
                "/api/v1/artifacts/00000000-0000-7000-8000-000000000000"
            })
    void nothingWithoutAToken(String path, Api api) {
        Response response = api.anonymous().get(path);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"developer,403", "buildmaster,404", "admin,404"})
    void cancellingNeedsABuildMaster(String role, int status, Api api) {
        // A build that does not exist: whoever may cancel is told so.
        Response response = api.as(role).post("/api/v1/builds/" + UUID.randomUUID() + "/cancel");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsiQWRtaW4iXX0."})
    void forgedTokens(String token, Api api) {
        Response response = api.anonymous().auth().preemptive().oauth2(token).get("/api/v1/builds");
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void theDescriptionOfTheApiIsPublic(Api api) {
        assertThat(api.anonymous().get("/openapi").statusCode()).isEqualTo(200);
        assertThat(api.anonymous().redirects().follow(true).get("/swagger-ui/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void usersCanNotPlayAgents(Stack stack, Api api) {
        String orchestrator = "http://127.0.0.1:" + stack.ports().path("orchestrator").asInt();
        Response response =
                api.as("admin")
                        .baseUri(orchestrator)
                        .contentType("application/json")
                        .body("{}")
                        .post("/agents/v1/register");
        assertThat(response.statusCode()).isEqualTo(403);
    }
}
