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

    @ParameterizedTest
    @CsvSource({
        // method, path, trusted lease, lease, Service, Agent, Developer, Admin
        "PUT, /cas/{hash}, true, false, true, false, false, false",
        "GET, /cas/{hash}, true, true, true, false, false, false",
        "HEAD, /cas/{hash}, true, true, true, false, false, false",
        "PUT, /ac/{hash}, true, false, true, false, false, false",
        "GET, /ac/{hash}, true, true, true, false, false, false",
        "HEAD, /ac/{hash}, true, true, true, false, false, false",
        "GET, /internal/v1/cache/stats, false, false, true, false, true, true",
    })
    void everyEndpointHasItsRoles(
            String method,
            String path,
            boolean trusted,
            boolean lease,
            boolean service,
            boolean agent,
            boolean developer,
            boolean admin) {
        assertThat(status(null, method, path)).isEqualTo(401);
        assertOpen(new Client("default", true).token(), method, path, trusted);
        assertOpen(new Client("default", false).token(), method, path, lease);
        assertOpen(TestTokens.service("orchestrator"), method, path, service);
        assertOpen(TestTokens.agent("agent-1", "linux"), method, path, agent);
        assertOpen(TestTokens.developer(), method, path, developer);
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
        return request.request(method, path.replace("{hash}", HASH)).statusCode();
    }
}
