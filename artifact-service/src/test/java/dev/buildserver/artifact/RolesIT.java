package dev.buildserver.artifact;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RolesIT {
    private static final UUID ATTEMPT = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        // method, path, Lease, Service, Agent, Developer, Admin: whether the role opens it
        "POST, attempts/{uid}/artifacts, true, false, false, false, false",
        "POST, attempts/{uid}/artifacts/stored, true, false, false, false, false",
        "POST, attempts/{uid}/artifacts/copies, true, false, false, false, false",
        "POST, attempts/{uid}/seal, true, false, false, false, false",
        "POST, attempts/{uid}/publish, false, true, false, false, false",
        "DELETE, attempts/{uid}, false, true, false, false, false",
        "GET, attempts/{uid}/artifacts, false, true, false, true, true",
        "GET, artifacts/{uid}, false, true, false, true, true",
        "GET, artifacts/{uid}/content, false, true, false, true, true",
        "HEAD, artifacts/{uid}/content, false, true, false, true, true",
    })
    void everyEndpointHasItsRoles(
            String method,
            String path,
            boolean lease,
            boolean service,
            boolean agent,
            boolean developer,
            boolean admin) {
        assertThat(status(null, method, path)).isEqualTo(401);
        assertOpen(lease(ATTEMPT), method, path, lease);
        assertOpen(TestTokens.service("orchestrator"), method, path, service);
        assertOpen(TestTokens.agent("agent-1", "linux"), method, path, agent);
        assertOpen(TestTokens.developer(), method, path, developer);
        assertOpen(TestTokens.admin(), method, path, admin);
    }

    @Test
    void aLeaseOpensItsOwnAttemptOnly() {
        // Given
        String other = lease(UUID.randomUUID());
        // Then
        assertThat(status(other, "POST", "attempts/{uid}/artifacts")).isEqualTo(403);
        assertThat(status(other, "POST", "attempts/{uid}/seal")).isEqualTo(403);
    }

    private static void assertOpen(String token, String method, String path, boolean open) {
        int status = status(token, method, path);
        if (open) {
            assertThat(status).as(method + " " + path).isNotIn(401, 403).isLessThan(500);
        } else {
            assertThat(status).as(method + " " + path).isEqualTo(403);
        }
    }

    private static int status(String token, String method, String path) {
        RequestSpecification request = token == null ? given() : given().auth().oauth2(token);
        if (method.equals("POST") && !path.endsWith("/artifacts")) {
            request = request.contentType("application/json").body("{}");
        }
        return request.request(method, "/internal/v1/" + path.replace("{uid}", ATTEMPT.toString()))
                .statusCode();
    }

    private static String lease(UUID attempt) {
        return TestTokens.internal(
                "agent-1",
                "Lease",
                Map.of(
                        "attempt", attempt.toString(),
                        "build", UUID.randomUUID().toString(),
                        "tenant", "default"));
    }
}
