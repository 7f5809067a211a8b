package dev.buildserver.gateway.build;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.buildserver.gateway.testing.Samples.BUILD;
import static dev.buildserver.gateway.testing.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.BuildSummary;
import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BuildsResourceTest extends GatewayTest {
    private static final String UPSTREAM = "/internal/v1/builds";

    @Test
    void theOriginalExampleIsAccepted() {
        // Given
        orchestrator.stubFor(post(UPSTREAM).willReturn(json(Samples.accepted()).withStatus(202)));
        // When
        Response answer =
                asDeveloper()
                        .contentType(ContentType.JSON)
                        .body(Examples.text("request.json"))
                        .post("/api/v1/builds");
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/builds/" + BUILD);
        Examples.assertSame(answer.asString(), "submitted.json");
        String submitted =
                """
                {"job": {"projectName": "MyApp", "repositoryUrl": "https://github.com/org/myapp",
                  "gitRef": "refs/heads/main", "solutionPath": "MyApp.sln",
                  "configuration": "Release", "targetFramework": "net8.0", "platform": "AnyCPU",
                  "buildProperties": {}, "runTests": true, "createPackages": true,
                  "publishArtifacts": true, "timeoutMinutes": 60, "metadata": {},
                  "requesterEmail": "developer@example.com", "environment": {},
                  "fullHistory": false,
                  "requirements": {"minMemoryBytes": 0, "tools": [], "labels": {}},
                  "supersede": false, "outputManifest": false},
                 "targetPool": "Linux", "strategy": "Incremental", "priority": "Normal",
                 "forceClean": false, "requesterEmail": "developer@example.com"}
                """;
        orchestrator.verify(
                1,
                postRequestedFor(urlEqualTo(UPSTREAM))
                        .withHeader("Authorization", matching("Bearer .+"))
                        .withHeader("Idempotency-Key", matching("gateway-[0-9a-f]{32}"))
                        .withRequestBody(equalToJson(submitted)));
    }

    @Test
    void aBuildWithTheLeastFieldsGetsTheDefaults() {
        // Given
        orchestrator.stubFor(post(UPSTREAM).willReturn(json(Samples.accepted()).withStatus(202)));
        // When
        Response answer =
                asDeveloper()
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", "my-key")
                        .body(
                                """
                                {"job": {"projectName": "MyApp",
                                 "repositoryUrl": "https://github.com/org/myapp",
                                 "gitRef": "main", "solutionPath": "src\\\\My App.sln"}}
                                """)
                        .post("/api/v1/builds");
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        String submitted =
                """
                {"job": {"projectName": "MyApp", "repositoryUrl": "https://github.com/org/myapp",
                  "gitRef": "main", "solutionPath": "src/My App.sln",
                  "configuration": "Release", "platform": "AnyCPU",
                  "buildProperties": {}, "runTests": true, "createPackages": false,
                  "publishArtifacts": true, "timeoutMinutes": 60, "metadata": {},
                  "requesterEmail": "developer@example.com", "environment": {},
                  "fullHistory": false,
                  "requirements": {"minMemoryBytes": 0, "tools": [], "labels": {}},
                  "supersede": false, "outputManifest": false},
                 "targetPool": "Linux", "priority": "Normal",
                 "forceClean": false, "requesterEmail": "developer@example.com"}
                """;
        orchestrator.verify(
                1,
                postRequestedFor(urlEqualTo(UPSTREAM))
                        .withHeader("Idempotency-Key", equalTo("my-key"))
                        .withRequestBody(equalToJson(submitted)));
    }

    @Test
    void theTraceGoesOnInTheOrchestrator() {
        // Given
        orchestrator.stubFor(get(UPSTREAM + "/" + BUILD).willReturn(json(Samples.running())));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        // When
        Response answer =
                asDeveloper()
                        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.header("X-Trace-Id")).isEqualTo(trace);
        orchestrator.verify(
                getRequestedFor(urlEqualTo(UPSTREAM + "/" + BUILD))
                        .withHeader("traceparent", matching("00-" + trace + "-[0-9a-f]{16}-01")));
    }

    @Test
    void aBuildLooksLikeTheExample() {
        // Given
        orchestrator.stubFor(get(UPSTREAM + "/" + BUILD).willReturn(json(Samples.running())));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        ObjectNode build = (ObjectNode) Examples.parse(answer.asString());
        assertThat(build.get("duration").asText()).startsWith("PT");
        // It runs until now, and so on and on; the view's own test has a clock that stands still.
        build.put("duration", "PT12M");
        Examples.assertSame(build.toString(), "build.json");
    }

    @Test
    void thePlatformOfASpecialPoolIsAskedForOnce() {
        // Given
        ObjectNode build = (ObjectNode) Examples.parse(write(Samples.running()));
        build.put("targetPool", "Big-Iron");
        orchestrator.stubFor(get(UPSTREAM + "/" + BUILD).willReturn(json(build.toString())));
        orchestrator.stubFor(
                get("/internal/v1/pools/Big-Iron")
                        .willReturn(
                                json(
                                        new PoolDetails(
                                                "big-iron",
                                                TargetType.WINDOWS,
                                                0,
                                                0,
                                                0,
                                                0,
                                                0,
                                                0,
                                                0,
                                                0,
                                                0))));
        // When
        Response first = asDeveloper().get("/api/v1/builds/" + BUILD);
        Response second = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(first.jsonPath().getString("agent.targetType")).isEqualTo("Windows");
        assertThat(second.jsonPath().getString("agent.targetType")).isEqualTo("Windows");
        orchestrator.verify(1, getRequestedFor(urlEqualTo("/internal/v1/pools/Big-Iron")));
    }

    @Test
    void aListLooksLikeTheExample() {
        // Given
        BuildSummary build =
                new BuildSummary(
                        BUILD,
                        "MyApp",
                        12,
                        "Release",
                        "refs/heads/main",
                        "0123456789abcdef0123456789abcdef01234567",
                        "Linux",
                        BuildStrategy.INCREMENTAL,
                        BuildPriority.NORMAL,
                        BuildStatus.FAILED,
                        FailureReason.COMPILE_ERRORS,
                        null,
                        "developer@example.com",
                        at("10:04:00"),
                        at("10:05:00"),
                        at("10:17:00"));
        orchestrator.stubFor(
                get(urlPathEqualTo(UPSTREAM))
                        .willReturn(json(new BuildPage(List.of(build), null))));
        // When
        Response answer =
                asDeveloper()
                        .queryParam("status", "Failed", "Cancelled")
                        .queryParam("branch", "feature/ä & b")
                        .queryParam("limit", 10)
                        .get("/api/v1/builds");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        Examples.assertSame(answer.asString(), "builds.json");
        var asked = orchestrator.getAllServeEvents().get(0).getRequest();
        assertThat(asked.queryParameter("status").values()).containsExactly("Failed", "Cancelled");
        assertThat(asked.queryParameter("branch").values()).containsExactly("feature/ä & b");
        assertThat(asked.queryParameter("limit").values()).containsExactly("10");
    }

    @Test
    void anUnknownFilterIsRefused() {
        Response answer = asDeveloper().get("/api/v1/builds?sort=asc");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("violations[0].field")).isEqualTo("sort");
    }

    @Test
    void whatTheCacheDidIsTold() {
        // Given
        BuildCacheReport.ProjectReport restore =
                new BuildCacheReport.ProjectReport(
                        "All.sln", CacheOutcome.HIT, null, List.of(), 900, 0, 40);
        BuildCacheReport.ProjectReport app =
                new BuildCacheReport.ProjectReport(
                        "src/App/App.csproj",
                        CacheOutcome.MISS,
                        "its inputs are not those of any earlier build",
                        List.of("file src/App/a.cs changed"),
                        0,
                        1200,
                        60);
        BuildCacheReport.ProjectReport tests =
                new BuildCacheReport.ProjectReport(
                        "test/App.Tests.csproj", CacheOutcome.HIT, null, List.of(), 300, 0, 0);
        orchestrator.stubFor(
                get(UPSTREAM + "/" + BUILD + "/cache")
                        .willReturn(
                                json(
                                        new BuildCacheReport(restore, List.of(app), "silent")
                                                .with(List.of(tests), List.of()))));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD + "/cache");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("restore.outcome")).isEqualTo("Hit");
        assertThat(answer.jsonPath().getString("projects[0].outcome")).isEqualTo("Miss");
        assertThat(answer.jsonPath().getString("projects[0].changed[0]"))
                .isEqualTo("file src/App/a.cs changed");
        assertThat(answer.jsonPath().getString("tests[0].project"))
                .isEqualTo("test/App.Tests.csproj");
        assertThat(answer.jsonPath().getList("products")).isEmpty();
        assertThat(answer.jsonPath().getLong("savedMillis")).isEqualTo(300);
        assertThat(answer.jsonPath().getLong("spentMillis")).isEqualTo(1200);
        assertThat(answer.jsonPath().getLong("cacheMillis")).isEqualTo(100);
        assertThat(answer.jsonPath().getLong("netSavedMillis")).isEqualTo(1100);
        assertThat(answer.jsonPath().getString("degraded")).isEqualTo("silent");
    }

    @Test
    void aBuildMasterCancels() {
        // Given
        orchestrator.stubFor(
                post(UPSTREAM + "/" + BUILD + "/cancel")
                        .willReturn(
                                json(
                                        new CancelAnswer(
                                                BUILD,
                                                BuildStatus.CANCELLING,
                                                "Build cancellation requested"))));
        // When
        Response answer = as(TestTokens.buildMaster()).post("/api/v1/builds/" + BUILD + "/cancel");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        Examples.assertSame(answer.asString(), "cancelled.json");
    }

    @Test
    void aDeveloperDoesNot() {
        Response answer = asDeveloper().post("/api/v1/builds/" + BUILD + "/cancel");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("FORBIDDEN");
        assertThat(orchestrator.getAllServeEvents()).isEmpty();
    }

    @Test
    void aRerunIsANewBuild() {
        // Given
        orchestrator.stubFor(
                post(UPSTREAM + "/" + BUILD + "/rerun")
                        .withHeader("Idempotency-Key", equalTo("again"))
                        .willReturn(json(Samples.accepted()).withStatus(202)));
        // When
        Response answer =
                asDeveloper()
                        .header("Idempotency-Key", "again")
                        .post("/api/v1/builds/" + BUILD + "/rerun");
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/builds/" + BUILD);
        Examples.assertSame(answer.asString(), "submitted.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-1-1-1-1", "3fa85f64-5717-4562-b3fc-2c963f66afag", "%00"})
    void whatIsNoIdIsNoBuild(String id) {
        Response answer = asDeveloper().urlEncodingEnabled(false).get("/api/v1/builds/" + id);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("BUILD_NOT_FOUND");
        assertThat(orchestrator.getAllServeEvents()).isEmpty();
    }

    @Test
    void aBuildThatTheOrchestratorDoesNotKnowIsNotFound() {
        // Given
        orchestrator.stubFor(
                get(UPSTREAM + "/" + BUILD)
                        .willReturn(problem(ErrorCode.BUILD_NOT_FOUND, "There is no build")));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("BUILD_NOT_FOUND");
        assertThat(answer.jsonPath().getString("instance")).isEqualTo("/api/v1/builds/" + BUILD);
        assertThat(answer.jsonPath().getString("traceId")).isEqualTo(answer.header("X-Trace-Id"));
    }
}
