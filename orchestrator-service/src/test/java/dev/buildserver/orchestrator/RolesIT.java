package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RolesIT extends ServiceTest {
    private static final UUID ID = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        // method, path, Developer, BuildMaster, Admin, Agent, Lease, Service: whether it opens
        "POST, /internal/v1/builds, true, true, true, false, false, false",
        "GET, /internal/v1/builds, true, true, true, false, false, false",
        "GET, /internal/v1/builds/{id}, true, true, true, false, false, false",
        "GET, /internal/v1/builds/{id}/cache, true, true, true, false, false, false",
        "GET, /internal/v1/builds/{id}/log, true, true, true, false, false, false",
        "POST, /internal/v1/builds/{id}/cancel, true, true, true, false, false, false",
        "POST, /internal/v1/builds/{id}/rerun, true, true, true, false, false, false",
        "GET, /internal/v1/limits, true, true, true, false, false, false",
        "GET, /internal/v1/projects/{id}/limit, true, true, true, false, false, false",
        "PUT, /internal/v1/projects/{id}/limit, false, true, true, false, false, false",
        "DELETE, /internal/v1/projects/{id}/limit, false, true, true, false, false, false",
        "GET, /internal/v1/tenants/{id}/limit, false, false, true, false, false, false",
        "PUT, /internal/v1/tenants/{id}/limit, false, false, true, false, false, false",
        "DELETE, /internal/v1/tenants/{id}/limit, false, false, true, false, false, false",
        "GET, /internal/v1/agents, true, true, true, false, false, false",
        "GET, /internal/v1/agents/{id}, true, true, true, false, false, false",
        "POST, /internal/v1/agents/{id}/maintenance, false, true, true, false, false, false",
        "POST, /internal/v1/agents/{id}/drain, false, true, true, false, false, false",
        "GET, /internal/v1/pools, true, true, true, false, false, false",
        "GET, /internal/v1/pools/{id}, true, true, true, false, false, false",
        "POST, /agents/v1/register, false, false, false, true, false, false",
        "POST, /agents/v1/sessions/{id}/heartbeat, false, false, false, true, false, false",
        "POST, /agents/v1/sessions/{id}/lease, false, false, false, true, false, false",
        "GET, /agents/v1/sessions/{id}/commands, false, false, false, true, false, false",
        "DELETE, /agents/v1/sessions/{id}, false, false, false, true, false, false",
        "POST, /agents/v1/leases/{id}/events, false, false, false, false, true, false",
        "POST, /agents/v1/leases/{id}/result, false, false, false, false, true, false",
    })
    void everyEndpointHasItsRoles(
            String method,
            String path,
            boolean developer,
            boolean buildMaster,
            boolean admin,
            boolean agent,
            boolean lease,
            boolean service) {
        assertThat(status(anonymous(), method, path)).isEqualTo(401);
        assertThat(status(Requests.with("x.y.z"), method, path)).isEqualTo(401);
        assertOpen(TestTokens.developer(), method, path, developer);
        assertOpen(TestTokens.buildMaster(), method, path, buildMaster);
        assertOpen(TestTokens.admin(), method, path, admin);
        assertOpen(TestTokens.agent("a", "Linux"), method, path, agent);
        assertOpen(lease(ID), method, path, lease);
        assertOpen(TestTokens.service("artifact-service"), method, path, service);
    }

    @Test
    void aLeaseOpensItsOwnAttemptOnly() {
        // Given
        String other = lease(UUID.randomUUID());
        // Then
        String base = "/agents/v1/leases/" + ID;
        Requests.with(other)
                .body(EventBatch.of(1, List.of()))
                .post(base + "/events")
                .then()
                .statusCode(403);
        Requests.with(other)
                .body(TestAgent.succeeded(0))
                .post(base + "/result")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherTenantsBuildDoesNotExist() {
        // Given
        UUID build = Requests.submit("Linux");
        String stranger =
                TestTokens.user("Admin", "admin@other.example.com", Map.of("tenant", "other"));
        String base = "/internal/v1/builds/" + build;
        // Then
        for (String path : new String[] {base, base + "/log"}) {
            Requests.with(stranger).get(path).then().statusCode(404);
        }
        for (String path : new String[] {base + "/cancel", base + "/rerun"}) {
            assertThat(Requests.with(stranger).post(path).path("code").toString())
                    .isEqualTo("BUILD_NOT_FOUND");
        }
        assertThat(
                        Requests.with(stranger)
                                .get("/internal/v1/builds?limit=200")
                                .jsonPath()
                                .getList("builds.executionId"))
                .doesNotContain(build.toString());
        assertThat(Requests.details(build).cancelRequested()).isFalse();
    }

    private static void assertOpen(String token, String method, String path, boolean open) {
        int status = status(Requests.with(token), method, path);
        if (open) {
            assertThat(status).as("%s %s", method, path).isNotIn(401, 403, 500);
        } else {
            assertThat(status).as("%s %s", method, path).isEqualTo(403);
        }
    }

    private static int status(RequestSpecification request, String method, String path) {
        return request.body(method.equals("POST") ? "{}" : "")
                .request(method, path.replace("{id}", ID.toString()))
                .statusCode();
    }

    private static RequestSpecification anonymous() {
        return RestAssured.given().contentType(ContentType.JSON);
    }

    private static String lease(UUID attempt) {
        return TestTokens.internal(
                "a",
                "Lease",
                Map.of(
                        "attempt",
                        attempt.toString(),
                        "build",
                        UUID.randomUUID().toString(),
                        "task",
                        "0",
                        "tenant",
                        "default"));
    }
}
