package dev.buildserver.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what: every endpoint times every kind of caller. */
@QuarkusTest
class EndpointsTest extends GatewayTest {
    private static final String BUILD = "/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6";
    private static final String ARTIFACT = "/api/v1/artifacts/7f000000-0000-4000-8000-000000000001";
    private static final String QUARANTINE =
            "/api/v1/cache/quarantine/5b6f1c52-5a0e-4d0c-9d11-0a4a3c1f7d10";
    private static final Set<String> ALL = Set.of("Developer", "BuildMaster", "Admin");
    private static final Set<String> MASTERS = Set.of("BuildMaster", "Admin");
    private static final Set<String> ADMINS = Set.of("Admin");

    private static final String SUBMISSION =
            """
            {"job": {"projectName": "MyApp", "repositoryUrl": "https://github.com/org/myapp",
                     "gitRef": "main", "solutionPath": "MyApp.sln"}}
            """;

    private static final Map<String, String> SMALL_BODIES =
            Map.of(
                    "/limit", "{\"maxConcurrentBuilds\": 3}",
                    "/maintenance", "{\"enabled\": true}",
                    "/drain", "{\"deadlineSeconds\": 60}");

    private static final Map<String, Set<String>> ENDPOINTS = endpoints();
    private static final Map<String, String> CALLERS = makeCallers();

    private static Map<String, Set<String>> endpoints() {
        Map<String, Set<String>> endpoints = new LinkedHashMap<>();
        endpoints.put("POST /api/v1/builds", ALL);
        endpoints.put("GET /api/v1/builds", ALL);
        endpoints.put("GET " + BUILD, ALL);
        endpoints.put("GET " + BUILD + "/logs", ALL);
        endpoints.put("GET " + BUILD + "/cache", ALL);
        endpoints.put("POST " + BUILD + "/cancel", MASTERS);
        endpoints.put("POST " + BUILD + "/rerun", ALL);
        endpoints.put("GET " + BUILD + "/artifacts", ALL);
        endpoints.put("GET " + ARTIFACT, ALL);
        endpoints.put("GET " + ARTIFACT + "/download", ALL);
        endpoints.put("HEAD " + ARTIFACT + "/download", ALL);
        endpoints.put("GET /api/v1/agents", ALL);
        endpoints.put("GET /api/v1/agents/agent-linux-01", ALL);
        endpoints.put("GET /api/v1/agents/agent-linux-01/health", ALL);
        endpoints.put("POST /api/v1/agents/agent-linux-01/maintenance", MASTERS);
        endpoints.put("POST /api/v1/agents/agent-linux-01/drain", MASTERS);
        endpoints.put("GET /api/v1/limits", ALL);
        endpoints.put("GET /api/v1/projects/MyApp/limit", ALL);
        endpoints.put("PUT /api/v1/projects/MyApp/limit", MASTERS);
        endpoints.put("DELETE /api/v1/projects/MyApp/limit", MASTERS);
        endpoints.put("GET /api/v1/tenants/default/limit", ADMINS);
        endpoints.put("PUT /api/v1/tenants/default/limit", ADMINS);
        endpoints.put("DELETE /api/v1/tenants/default/limit", ADMINS);
        endpoints.put("GET /api/v1/cache/health", ALL);
        endpoints.put("DELETE " + QUARANTINE, ADMINS);
        endpoints.put("GET /api/v1/pools", ALL);
        endpoints.put("GET /api/v1/pools/Linux/health", ALL);
        return endpoints;
    }

    static Stream<Arguments> matrix() {
        return ENDPOINTS.entrySet().stream()
                .flatMap(
                        endpoint ->
                                CALLERS.keySet().stream()
                                        .map(
                                                caller ->
                                                        Arguments.of(
                                                                endpoint.getKey(),
                                                                caller,
                                                                expected(
                                                                        endpoint.getValue(),
                                                                        caller))));
    }

    /** 404 stands for "let in": the services behind know nothing here. */
    private static int expected(Set<String> allowed, String caller) {
        if (allowed.contains(caller)) {
            return 404;
        }
        return Set.of("nobody", "stranger", "garbage").contains(caller) ? 401 : 403;
    }

    private static Map<String, String> makeCallers() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("nobody", null);
        tokens.put("garbage", "x.y.z");
        tokens.put("stranger", stranger());
        tokens.put("Developer", developer());
        tokens.put("BuildMaster", TestTokens.buildMaster());
        tokens.put("Admin", TestTokens.admin());
        tokens.put("roleless", TestTokens.user("Guest", "guest@example.com", Map.of()));
        // Credentials of other kinds, and users who claim them.
        tokens.put("agent", TestTokens.agent("agent-linux-01", "Linux"));
        tokens.put("service", TestTokens.service("orchestrator"));
        tokens.put("userAsAgent", TestTokens.user("Agent", "a@example.com", Map.of()));
        tokens.put("agentAsAdmin", TestTokens.internal("a", "Admin", Map.of()));
        return tokens;
    }

    /** A good token whose signature is another's. */
    private static String stranger() {
        String token = TestTokens.admin();
        String other = TestTokens.buildMaster();
        return token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }

    @BeforeEach
    void servicesThatKnowNothing() {
        orchestrator.stubFor(
                any(anyUrl()).willReturn(problem(ErrorCode.BUILD_NOT_FOUND, "nothing here")));
        artifacts.stubFor(
                any(anyUrl()).willReturn(problem(ErrorCode.ARTIFACT_NOT_FOUND, "nothing here")));
        cache.stubFor(
                any(anyUrl()).willReturn(problem(ErrorCode.QUARANTINE_NOT_FOUND, "nothing here")));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void theRoleDecides(String endpoint, String caller, int status) {
        // When
        Response answer = ask(endpoint, CALLERS.get(caller));
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        if (!endpoint.startsWith("HEAD")) {
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
        }
        if (status != 404) {
            assertThat(orchestrator.getAllServeEvents()).isEmpty();
            assertThat(artifacts.getAllServeEvents()).isEmpty();
            assertThat(cache.getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void theTableHasEveryEndpointOfTheDocument() {
        // Given
        Set<String> documented = new TreeSet<>();
        JsonNode paths =
                Examples.parse(given().accept("application/json").get("/openapi").asString())
                        .get("paths");
        paths.properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method ->
                                                        documented.add(
                                                                method.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey())));
        // When
        Set<String> listed = new TreeSet<>();
        for (String endpoint : ENDPOINTS.keySet()) {
            listed.add(
                    endpoint.replace(BUILD, "/api/v1/builds/{executionId}")
                            .replace(ARTIFACT, "/api/v1/artifacts/{artifactId}")
                            .replace(QUARANTINE, "/api/v1/cache/quarantine/{quarantineId}")
                            .replace("agent-linux-01", "{agentId}")
                            .replace("/Linux/", "/{name}/")
                            .replace("/MyApp/", "/{name}/")
                            .replace("/default/", "/{name}/"));
        }
        // Then
        assertThat(listed).isEqualTo(documented);
    }

    @Test
    void unknownAddressesAndMethodsAreProblems() {
        for (String path :
                List.of("/api/v1/nonsense", "/api/v2/builds", "/", "/api", "/favicon.ico")) {
            Response answer = asDeveloper().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.jsonPath().getString("code")).isEqualTo("NOT_FOUND");
        }
        Response method = asDeveloper().delete("/api/v1/builds");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.jsonPath().getString("code")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(asDeveloper().patch(BUILD).statusCode()).isEqualTo(405);
    }

    @Test
    void everyAnswerHasTheHeadersThatProtectBrowsers() {
        for (Response answer : List.of(asDeveloper().get(BUILD), given().get("/api/v1/builds"))) {
            assertThat(answer.header("X-Trace-Id")).matches("[0-9a-f]{32}");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("Server")).isNull();
        }
    }

    private static Response ask(String endpoint, String token) {
        String[] parts = endpoint.split(" ");
        RequestSpecification request = token == null ? given() : as(token);
        if (parts[1].equals("/api/v1/builds") && parts[0].equals("POST")) {
            request.contentType("application/json").body(SUBMISSION);
        } else {
            SMALL_BODIES.forEach(
                    (end, body) -> {
                        if (parts[1].endsWith(end) && Set.of("POST", "PUT").contains(parts[0])) {
                            request.contentType("application/json").body(body);
                        }
                    });
        }
        return request.request(parts[0], parts[1]);
    }
}
