package dev.buildserver.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What operators see: health, metrics, traces. */
@QuarkusTest
class OperationsTest extends GatewayTest {
    @Inject InMemorySpanExporter spans;

    /** Keeps the spans of a test. */
    @ApplicationScoped
    static class Spans {
        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }

    @Test
    void healthIsOnTheManagementPortAlone() {
        for (String probe : List.of("/q/health/live", "/q/health/ready", "/q/health/started")) {
            assertThat(given().get(management(probe)).statusCode()).as(probe).isEqualTo(200);
            assertThat(given().get(probe).statusCode()).as(probe).isEqualTo(404);
        }
    }

    @Test
    void metricsAreOnTheManagementPortAlone() {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/builds/" + Samples.BUILD).willReturn(json(Samples.succeeded())));
        artifacts.stubFor(
                get("/internal/v1/artifacts/" + Samples.ARTIFACT)
                        .willReturn(json(Samples.artifact(Samples.ATTEMPT))));
        artifacts.stubFor(
                get("/internal/v1/artifacts/" + Samples.ARTIFACT + "/content")
                        .willReturn(aResponse().withBody("x")));
        String download = "/api/v1/artifacts/" + Samples.ARTIFACT + "/download";
        assertThat(asDeveloper().get(download).asString()).isEqualTo("x");
        asDeveloper().get("/api/v1/nonsense/" + Samples.BUILD);
        asDeveloper().patch("/api/v1/builds/" + Samples.BUILD);
        given().get("/api/v1/builds/" + Samples.BUILD + "/logs");
        // When
        String metrics = given().get(management("/q/metrics")).asString();
        // Then
        assertThat(metrics)
                .contains("buildserver_log_followers 0.0")
                .contains("http_server_requests_seconds_count{")
                // Ids in labels would grow without end.
                .doesNotContain(Samples.BUILD.toString())
                .doesNotContain(Samples.ARTIFACT.toString());
        assertThat(given().get("/q/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void aSubmissionsSpanSaysWhatIsBuilt() {
        // Given
        orchestrator.stubFor(
                post("/internal/v1/builds").willReturn(json(Samples.accepted()).withStatus(202)));
        spans.reset();
        // When
        Response answer =
                asDeveloper()
                        .contentType("application/json")
                        .body(Examples.text("request.json"))
                        .post("/api/v1/builds");
        // Then
        String trace = answer.header("X-Trace-Id");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(spans.getFinishedSpanItems())
                                        .filteredOn(span -> span.getTraceId().equals(trace))
                                        .anyMatch(OperationsTest::isTagged));
    }

    private static boolean isTagged(SpanData span) {
        return "MyApp".equals(tag(span, "build.project"))
                && "Release".equals(tag(span, "build.configuration"))
                && "Incremental".equals(tag(span, "build.strategy"))
                && Samples.BUILD.toString().equals(tag(span, "build.executionId"));
    }

    private static String tag(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static String management(String path) {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return "http://localhost:" + port + path;
    }
}
