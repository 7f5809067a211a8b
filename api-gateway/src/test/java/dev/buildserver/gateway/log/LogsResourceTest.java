package dev.buildserver.gateway.log;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.buildserver.gateway.testing.Samples.BUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.log.EventStream.Event;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class LogsResourceTest extends GatewayTest {
    private static final String LOG = "/internal/v1/builds/" + BUILD + "/log";
    private static final String LOGS = "/api/v1/builds/" + BUILD + "/logs";

    @TestHTTPResource("/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6/logs")
    URI logs;

    @BeforeEach
    void aRunningBuild() {
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD).willReturn(json(Samples.running())));
    }

    @Test
    void theLogIsText() {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 2), true));
        // When
        Response answer = asDeveloper().get(LOGS);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.asString())
                .isEqualTo(
                        """
                        [2025-11-15 10:05:01] INFO: line 1 ü
                        [2025-11-15 10:05:02] INFO: line 2 ü
                        """);
    }

    @Test
    void theLogOfARunningBuildEndsWhereItIsNow() {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 2), false));
        orchestrator.stubFor(page("1.2", lines(2, 1, 1), false));
        orchestrator.stubFor(page("2.1", List.of(), false));
        // When
        String text = asDeveloper().get(LOGS).asString();
        // Then
        assertThat(text.lines().toList())
                .containsExactly(
                        "[2025-11-15 10:05:01] INFO: line 1 ü",
                        "[2025-11-15 10:05:02] INFO: line 2 ü",
                        "[2025-11-15 10:05:01] INFO: ---------- Attempt 2 ----------",
                        "[2025-11-15 10:05:01] INFO: line 1 ü");
    }

    @Test
    void aLongLogComesWhole() {
        // Given
        for (int i = 0; i < 40; i++) {
            orchestrator.stubFor(
                    page(
                            i == 0 ? null : "1." + i * 500,
                            lines(1, i * 500 + 1, i * 500 + 500),
                            i == 39));
        }
        // When
        String text = asDeveloper().get(LOGS).asString();
        // Then
        assertThat(text.lines().count()).isEqualTo(20_000);
        assertThat(text).endsWith("line 20000 ü\n");
    }

    @Test
    void anEmptyLogIsEmpty() {
        orchestrator.stubFor(page(null, List.of(), false));
        Response answer = asDeveloper().get(LOGS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEmpty();
    }

    @Test
    void aPlaceToStartCanBeGiven() {
        orchestrator.stubFor(page("1.250", lines(1, 251, 251), true));
        assertThat(asDeveloper().get(LOGS + "?after=1.250").asString()).contains("line 251");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?follow=true"})
    void anUnknownBuildIsNotFound(String query) {
        // Given
        orchestrator.stubFor(
                get(urlPathEqualTo(LOG)).willReturn(problem(ErrorCode.BUILD_NOT_FOUND, "none")));
        // When
        Response text = asDeveloper().get(LOGS + query);
        Response events = asDeveloper().accept("text/event-stream").get(LOGS + query);
        // Then
        assertThat(text.statusCode()).isEqualTo(404);
        assertThat(text.jsonPath().getString("code")).isEqualTo("BUILD_NOT_FOUND");
        assertThat(events.statusCode()).isEqualTo(404);
        assertThat(events.contentType()).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?follow=yes", "?follow=1", "?after=x", "?follow=true&after=-1.1"})
    void wrongParametersAreRefused(String query) {
        assertThat(asDeveloper().get(LOGS + query).statusCode()).isEqualTo(400);
    }

    @Test
    void followingGoesOnToTheEnd() {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 1), false));
        orchestrator.stubFor(
                page("1.1", List.of(), false)
                        .inScenario("slow")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("later"));
        orchestrator.stubFor(
                page("1.1", lines(1, 2, 2), false).inScenario("slow").whenScenarioStateIs("later"));
        orchestrator.stubFor(page("1.2", List.of(), true));
        // When
        String text = asDeveloper().get(LOGS + "?follow=true").asString();
        // Then
        assertThat(text.lines().toList())
                .containsExactly(
                        "[2025-11-15 10:05:01] INFO: line 1 ü",
                        "[2025-11-15 10:05:02] INFO: line 2 ü");
        orchestrator.verify(
                getRequestedFor(urlPathEqualTo(LOG))
                        .withQueryParam("after", equalTo("1.2"))
                        .withQueryParam("wait", equalTo("1")));
    }

    @Test
    void followingSurvivesAnOrchestratorThatRestarts() {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 1), false));
        orchestrator.stubFor(
                get(urlPathEqualTo(LOG))
                        .withQueryParam("after", equalTo("1.1"))
                        .inScenario("restart")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("starting")
                        .willReturn(
                                com.github.tomakehurst.wiremock.client.WireMock.aResponse()
                                        .withFault(Fault.CONNECTION_RESET_BY_PEER)));
        orchestrator.stubFor(
                get(urlPathEqualTo(LOG))
                        .withQueryParam("after", equalTo("1.1"))
                        .inScenario("restart")
                        .whenScenarioStateIs("starting")
                        .willSetStateTo("up")
                        .willReturn(problem(ErrorCode.UNAVAILABLE, "starting")));
        orchestrator.stubFor(
                page("1.1", lines(1, 2, 2), true).inScenario("restart").whenScenarioStateIs("up"));
        // When
        String text = asDeveloper().get(LOGS + "?follow=true").asString();
        // Then
        assertThat(text.lines().count()).isEqualTo(2);
    }

    @Test
    void aTextThatCanNotGoOnIsCutOffAndNotEnded() {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 1), false));
        orchestrator.stubFor(
                get(urlPathEqualTo(LOG))
                        .withQueryParam("after", equalTo("1.1"))
                        .willReturn(problem(ErrorCode.INTERNAL, "broken")));
        // When, Then
        assertThatThrownBy(() -> asDeveloper().get(LOGS + "?follow=true").asString())
                .hasStackTraceContaining("chunk");
    }

    @Test
    void eventsTellTheStateAndTheLog() throws IOException {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 1), false));
        orchestrator.stubFor(page("1.1", lines(2, 1, 1), true));
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD)
                        .inScenario("build")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("ended")
                        .willReturn(json(Samples.running())));
        orchestrator.stubFor(
                get("/internal/v1/builds/" + BUILD)
                        .inScenario("build")
                        .whenScenarioStateIs("ended")
                        .willReturn(json(Samples.succeeded())));
        // When
        List<Event> events;
        try (EventStream stream = new EventStream(logs, developer(), null)) {
            assertThat(stream.response().headers().firstValue("Content-Type"))
                    .contains("text/event-stream");
            events = stream.all();
        }
        // Then
        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "log", "status", "stage", "stage", "stage", "stage", "log", "log", "status",
                        "stage", "end");
        assertThat(events)
                .filteredOn(event -> event.name().equals("log"))
                .extracting(Event::id)
                .containsExactly("1.1", "2.0", "2.1");
        assertThat(events.get(0).data())
                .isEqualTo(
                        "{\"attempt\":1,\"line\":1,\"time\":\"2025-11-15T10:05:01Z\","
                                + "\"level\":\"INFO\",\"text\":\"line 1 ü\"}");
        assertThat(events.get(1).data())
                .isEqualTo("{\"status\":\"Running\",\"currentStage\":\"Testing\",\"attempt\":1}");
        assertThat(events.get(4).data())
                .isEqualTo(
                        "{\"attempt\":1,\"name\":\"Build\",\"status\":\"Succeeded\","
                                + "\"startTime\":\"2025-11-15T10:09:00Z\",\"duration\":\"PT6M\","
                                + "\"warningsCount\":3}");
        assertThat(events.get(10).data()).isEqualTo("{\"status\":\"Succeeded\"}");
        assertThat(events).filteredOn(e -> !e.name().equals("log")).allMatch(e -> e.id() == null);
    }

    @Test
    void aFollowerResumesWhereItWas() throws IOException {
        // Given
        orchestrator.stubFor(page("1.1", lines(1, 2, 2), true));
        // When
        List<Event> events;
        try (EventStream stream = new EventStream(logs, developer(), "1.1")) {
            events = stream.all();
        }
        // Then
        assertThat(events)
                .filteredOn(event -> event.name().equals("log"))
                .extracting(Event::id)
                .containsExactly("1.2");
        orchestrator.verify(
                0, getRequestedFor(urlPathEqualTo(LOG)).withQueryParam("after", absent()));
    }

    @Test
    void aQuietStreamGivesSignsOfLife() throws IOException {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 1), false));
        orchestrator.stubFor(page("1.1", List.of(), false));
        try (EventStream stream = new EventStream(logs, developer(), null)) {
            assertThat(stream.next().id()).isEqualTo("1.1");
            // When
            Thread ender =
                    new Thread(
                            () -> {
                                await().atMost(Duration.ofSeconds(10))
                                        .until(() -> !stream.comments().isEmpty());
                                orchestrator.stubFor(page("1.1", List.of(), true));
                            });
            ender.start();
            List<Event> rest = stream.all();
            // Then
            assertThat(stream.comments()).isNotEmpty();
            assertThat(rest).last().extracting(Event::name).isEqualTo("end");
        }
    }

    @Test
    void thereIsAMostOfFollowersAndAPlaceIsGivenBack() throws IOException {
        // Given
        orchestrator.stubFor(page(null, lines(1, 1, 1), false));
        orchestrator.stubFor(page("1.1", List.of(), false));
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            streams.add(new EventStream(logs, developer(), null));
            assertThat(streams.get(i).next().name()).isEqualTo("log");
        }
        // When
        Response fourth = asDeveloper().get(LOGS + "?follow=true");
        // Then
        assertThat(fourth.statusCode()).isEqualTo(503);
        assertThat(fourth.header("Retry-After")).isEqualTo("5");
        for (EventStream stream : streams) {
            stream.close();
        }
        orchestrator.stubFor(page("1.1", lines(1, 2, 2), true));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(asDeveloper().get(LOGS + "?follow=true").statusCode())
                                        .isEqualTo(200));
    }

    @Test
    void textIsTheFormOfThoseWhoTakeAnything() {
        orchestrator.stubFor(page(null, lines(1, 1, 1), true));
        assertThat(asDeveloper().accept("*/*").get(LOGS).contentType())
                .isEqualTo("text/plain;charset=UTF-8");
        assertThat(asDeveloper().accept("text/html,*/*;q=0.8").get(LOGS).contentType())
                .isEqualTo("text/plain;charset=UTF-8");
    }

    private static MappingBuilder page(String after, List<LogLine> lines, boolean end) {
        String next =
                lines.isEmpty()
                        ? after
                        : lines.get(lines.size() - 1).attempt()
                                + "."
                                + lines.get(lines.size() - 1).line();
        return get(urlPathEqualTo(LOG))
                .withQueryParam("after", after == null ? absent() : equalTo(after))
                .willReturn(json(new LogPage(lines, next, end)));
    }

    private static List<LogLine> lines(int attempt, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(
                        line ->
                                new LogLine(
                                        attempt,
                                        line,
                                        Instant.parse("2025-11-15T10:05:00Z").plusSeconds(line),
                                        LogLevel.INFO,
                                        "line " + line + " ü"))
                .toList();
    }
}
