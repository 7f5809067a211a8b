package dev.buildserver.gateway.upstream;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.buildserver.gateway.testing.Samples.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UpstreamFailuresTest extends GatewayTest {
    private static final String BUILDS = "/internal/v1/builds";
    private static final String ONE = BUILDS + "/" + BUILD;

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "BUILD_NOT_FOUND",
                "FORBIDDEN",
                "UNAUTHENTICATED",
                "STRATEGY_UNAVAILABLE",
                "QUEUE_FULL",
                "UNAVAILABLE",
                "INTERNAL"
            })
    void errorsAreToldAsTheServiceToldThem(ErrorCode code) {
        // Given
        orchestrator.stubFor(get(ONE).willReturn(problem(code, "because")));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(code.status());
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code.name());
        assertThat(answer.jsonPath().getString("detail")).isEqualTo("because");
        assertThat(answer.jsonPath().getString("traceId")).isEqualTo(answer.header("X-Trace-Id"));
    }

    @Test
    void violationsExtensionsAndRetryAfterArePassedOn() {
        // Given
        String problem =
                """
                {"type": "urn:x", "title": "x", "status": 429, "detail": "full",
                 "code": "QUEUE_FULL", "retryable": true, "queued": 10000,
                 "violations": [{"field": "targetPool", "message": "is full"}]}
                """;
        orchestrator.stubFor(
                post(BUILDS)
                        .willReturn(
                                aResponse()
                                        .withStatus(429)
                                        .withHeader("Retry-After", "17")
                                        .withHeader("Content-Type", "application/problem+json")
                                        .withBody(problem)));
        // When
        Response answer = submit();
        // Then
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("17");
        assertThat(answer.jsonPath().getString("violations[0].field")).isEqualTo("targetPool");
        assertThat(answer.jsonPath().getInt("queued")).isEqualTo(10000);
    }

    @ParameterizedTest
    @CsvSource({"409, STALE_ATTEMPT", "404, NOT_FOUND", "418, UPSTREAM_FAILED"})
    void aCodeOfANewerServiceBecomesOneOfItsStatus(int status, String code) {
        // Given
        orchestrator.stubFor(
                get(ONE).willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withBody(
                                                "{\"code\":\"FROM_THE_FUTURE\",\"status\":"
                                                        + status
                                                        + "}")));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"executionId\": 7}", "[]", "null", "{", "\u0000"})
    void aGoodAnswerThatIsGarbageIsTheServicesFault(String body) {
        // Given
        orchestrator.stubFor(get(ONE).willReturn(json(body)));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UPSTREAM_FAILED");
        assertThat(answer.asString()).doesNotContain("Exception").doesNotContain("jackson");
    }

    @ParameterizedTest
    @CsvSource({"404, nginx", "500, oops", "302, ''", "503, ''"})
    void anErrorWithoutAReasonIsTheServicesFault(int status, String body) {
        // Given
        orchestrator.stubFor(
                get(ONE).willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Location", "http://evil.test/")
                                        .withBody(body)));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UPSTREAM_FAILED");
    }

    @Test
    void aSubmissionWithoutAnAnswerHasAnUnknownOutcome() {
        // Given
        orchestrator.stubFor(
                post(BUILDS).willReturn(json(Samples.accepted()).withFixedDelay(8000)));
        // When
        Response answer = submit();
        // Then
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UPSTREAM_TIMEOUT");
        assertThat(answer.jsonPath().getString("detail"))
                .contains("unknown")
                .contains("Idempotency-Key")
                .contains("GET /api/v1/builds");
        assertThat(answer.jsonPath().getBoolean("retryable")).isTrue();
    }

    @Test
    void aBrokenConnectionIsTriedAgainUnderTheSameKey() {
        // Given
        orchestrator.stubFor(
                post(BUILDS)
                        .inScenario("restart")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("up")
                        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        orchestrator.stubFor(
                post(BUILDS)
                        .inScenario("restart")
                        .whenScenarioStateIs("up")
                        .willReturn(json(Samples.accepted()).withStatus(202)));
        // When
        Response answer = submit();
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        List<LoggedRequest> tried = orchestrator.findAll(postRequestedFor(urlEqualTo(BUILDS)));
        assertThat(tried)
                .hasSize(2)
                .extracting(request -> request.getHeader("Idempotency-Key"))
                .containsOnly(tried.get(0).getHeader("Idempotency-Key"));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whateverTheConnectionDoesTheClientGetsAnAnswer(Fault fault) {
        // Given
        orchestrator.stubFor(get(ONE).willReturn(aResponse().withFault(fault)));
        // When
        Response answer = asDeveloper().get("/api/v1/builds/" + BUILD);
        // Then
        assertThat(answer.statusCode()).isIn(502, 504);
        assertThat(answer.jsonPath().getBoolean("retryable")).isTrue();
    }

    private Response submit() {
        return asDeveloper()
                .contentType("application/json")
                .body(Examples.text("request.json"))
                .post("/api/v1/builds");
    }
}
