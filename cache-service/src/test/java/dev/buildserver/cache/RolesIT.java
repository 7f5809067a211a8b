package dev.buildserver.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RolesIT {
    private static final String HASH = "0".repeat(64);
    private static final String ID = "00000000-0000-0000-0000-000000000000";

    @ParameterizedTest
    @CsvSource({
        // method, path, trusted lease, lease, Service, Agent, Developer, BuildMaster, Admin
        "PUT, /cas/{hash}, true, true, true, false, false, true, true",
        "GET, /cas/{hash}, true, true, true, false, true, true, true",
        "HEAD, /cas/{hash}, true, true, true, false, true, true, true",
        "PUT, /ac/{hash}, true, true, true, false, false, true, true",
        "GET, /ac/{hash}, true, true, true, false, true, true, true",
        "HEAD, /ac/{hash}, true, true, true, false, true, true, true",
        "POST, /internal/v1/cache/entries/lookup, true, true, true, false, false, false, false",
        "POST, /internal/v1/cache/entries, true, true, true, false, false, false, false",
        "POST, /internal/v1/cache/entries/broken, true, true, true, false, false, false, false",
        "POST, /internal/v1/cache/cas/missing, true, true, true, false, false, false, false",
        "POST, /internal/v1/cache/cas/fetch, true, true, true, false, false, false, false",
        "POST, /internal/v1/cache/pins/renew, true, true, false, false, false, false, false",
        "DELETE, /internal/v1/cache/pins, true, true, false, false, false, false, false",
        "POST, /internal/v1/cache/savings, true, true, false, false, false, false, false",
        "GET, /internal/v1/cache/savings, true, true, false, false, false, false, false",
        "POST, /internal/v1/cache/verifications, true, true, false, false, false, false, false",
        "GET, /internal/v1/cache/quarantine, true, true, false, false, false, false, false",
        "DELETE, /internal/v1/cache/quarantine/{id}, false, false, false, false, false, false, true",
        "GET, /internal/v1/cache/stats, false, false, true, false, true, true, true",
        "GET, /internal/v1/cache/health, false, false, true, false, true, true, true",
    })
    void everyEndpointHasItsRoles(
            String method,
            String path,
            boolean trusted,
            boolean lease,
            boolean service,
            boolean agent,
            boolean developer,
            boolean buildMaster,
            boolean admin) {
        assertThat(status(null, method, path)).isEqualTo(401);
        assertOpen(Client.trusted("default").token(), method, path, trusted);
        assertOpen(Client.pullRequest("default", 1).token(), method, path, lease);
        assertOpen(TestTokens.service("orchestrator"), method, path, service);
        assertOpen(TestTokens.agent("agent-1", "linux"), method, path, agent);
        assertOpen(TestTokens.developer(), method, path, developer);
        assertOpen(TestTokens.buildMaster(), method, path, buildMaster);
        assertOpen(TestTokens.admin(), method, path, admin);
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
        if (method.equals("PUT")) {
            request = request.body("content");
        }
        if (method.equals("POST")) {
            request = request.contentType("application/json").body("{}");
        }
        return request.request(method, path.replace("{hash}", HASH).replace("{id}", ID))
                .statusCode();
    }
}
