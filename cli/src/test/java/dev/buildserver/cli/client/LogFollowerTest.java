package dev.buildserver.cli.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.end;
import static dev.buildserver.cli.Gateway.events;
import static dev.buildserver.cli.Gateway.json;
import static dev.buildserver.cli.Gateway.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.buildserver.cli.Gateway;
import dev.buildserver.domain.build.BuildStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogFollowerTest {
    private static final UUID ID = UUID.fromString(BUILD);
    private static final String PATH = BUILD_PATH + "/logs?follow=true";

    private final Gateway gateway = new Gateway();
    private final NoPause pause = new NoPause();
    private final RetryPolicy retries =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2));
    private final List<String> lines = new ArrayList<>();
    private final List<BuildEvent> others = new ArrayList<>();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private BuildEvent.End follow(Duration silence) {
        Transport transport = new Transport(Endpoint.of(gateway.address(), "t"), retries, pause);
        return new LogFollower(transport, retries, silence, ID, null, this::hear).follow();
    }

    private BuildEvent.End follow() {
        return follow(Duration.ofSeconds(20));
    }

    private void hear(BuildEvent event) {
        if (event instanceof BuildEvent.Log log) {
            lines.add(log.position() + " " + log.text());
        } else {
            others.add(event);
        }
    }

    @Test
    void givesEveryKindOfEvent() {
        // Given
        String stage = "event: stage\ndata: {\"name\":\"Build\",\"status\":\"Running\"}\n\n";
        String status = "event: status\ndata: {\"status\":\"Running\"}\n\n";
        String later = "event: ofALaterServer\ndata: {}\n\n";
        gateway.server()
                .stubFor(
                        get(PATH)
                                .withHeader("Accept", equalTo("text/event-stream"))
                                .willReturn(
                                        events(
                                                status,
                                                stage,
                                                later,
                                                log(1, "one"),
                                                end("Failed"))));

        // When
        BuildEvent.End end = follow();

        // Then
        assertThat(end.status()).isEqualTo(BuildStatus.FAILED);
        assertThat(lines).containsExactly("1.1 [2025-11-15 10:05:00] INFO: one");
        assertThat(others.get(0))
                .isInstanceOfSatisfying(
                        BuildEvent.Status.class,
                        s -> assertThat(s.status()).isEqualTo(BuildStatus.RUNNING));
        assertThat(others.get(1))
                .isInstanceOfSatisfying(
                        BuildEvent.Stage.class, s -> assertThat(s.name()).isEqualTo("Build"));
        assertThat(others).hasSize(3);
    }

    @Test
    void resumesAfterTheLastLineSeen() {
        // Given
        gateway.server()
                .stubFor(
                        get(PATH)
                                .withHeader("Last-Event-ID", absent())
                                .willReturn(events(log(1, "one"), log(2, "two"))));
        gateway.server()
                .stubFor(
                        get(PATH)
                                .withHeader("Last-Event-ID", equalTo("1.2"))
                                .willReturn(events(log(3, "three"), end("Succeeded"))));

        // When
        BuildEvent.End end = follow();

        // Then
        assertThat(end.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(lines)
                .extracting(line -> line.split(" ")[0])
                .containsExactly("1.1", "1.2", "1.3");
    }

    @Test
    void resumesAfterABrokenAnswerAndARestart() {
        // Given
        stub(Scenario.STARTED, "broken", events(log(1, "one")));
        stub("broken", "restarting", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        stub("restarting", "back", json(503, "{}"));
        stub("back", "back", events(log(2, "two"), end("Succeeded")));

        // When
        follow();

        // Then
        assertThat(lines).hasSize(2);
        gateway.server()
                .verify(
                        3,
                        getRequestedFor(urlEqualTo(PATH))
                                .withHeader("Last-Event-ID", equalTo("1.1")));
    }

    private void stub(
            String state,
            String next,
            com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answer) {
        gateway.server()
                .stubFor(
                        get(PATH)
                                .inScenario("follow")
                                .whenScenarioStateIs(state)
                                .willSetStateTo(next)
                                .willReturn(answer));
    }

    @Test
    void leavesASilentConnection() {
        // Given
        stub(
                Scenario.STARTED,
                "awake",
                events(log(1, "one"), end("Succeeded")).withChunkedDribbleDelay(2, 60_000));
        stub("awake", "awake", events(log(1, "one"), end("Succeeded")));

        // When
        BuildEvent.End end = follow(Duration.ofMillis(300));

        // Then
        assertThat(end.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(lines).hasSize(1);
    }

    @Test
    void givesUpWhenTheServerIsGone() {
        // Given
        gateway.server().stubFor(get(PATH).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        // When / Then
        assertThatThrownBy(this::follow).isInstanceOf(ServerUnreachableException.class);
        assertThat(pause.pauses()).hasSize(retries.tries() - 1);
    }

    @Test
    void givesUpOnAServerThatAlwaysHangsUp() {
        // Given
        gateway.server().stubFor(get(PATH).willReturn(events("retry: 2000\n\n")));

        // When / Then
        assertThatThrownBy(this::follow)
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("ended before the build did");
    }

    @Test
    void tellsARefusal() {
        // Given
        gateway.server()
                .stubFor(
                        get(PATH)
                                .willReturn(
                                        json(
                                                404,
                                                "{\"title\":\"Build not found\",\"status\":404,"
                                                        + "\"code\":\"BUILD_NOT_FOUND\"}")));

        // When / Then
        assertThatThrownBy(this::follow)
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage("Build not found");
        assertThat(pause.pauses()).isEmpty();
    }
}
