package dev.buildserver.cli.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILDS;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.document;
import static dev.buildserver.cli.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.client.view.AcceptedBuild;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuildServerClientTest {
    private static final UUID ID = UUID.fromString(BUILD);
    private static final BuildSubmission SUBMISSION =
            BuildSubmission.of(
                    BuildSubmission.Job.of("MyApp", "https://example.com/r", "main", "MyApp.sln"),
                    BuildStrategy.CLEAN);

    private final Gateway gateway = new Gateway();
    private final NoPause pause = new NoPause();
    private final BuildServerClient client = client(gateway.address());

    private BuildServerClient client(URI address) {
        return new BuildServerClient(
                Endpoint.of(address, "secret"), RetryPolicy.REQUESTS, RetryPolicy.STREAMS, pause);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void answers(String method, String path, ResponseDefinitionBuilder... answers) {
        String state = Scenario.STARTED;
        for (int i = 0; i < answers.length; i++) {
            String next = i == answers.length - 1 ? state : "answer " + (i + 1);
            gateway.server()
                    .stubFor(
                            (method.equals("GET") ? get(path) : post(path))
                                    .inScenario(path)
                                    .whenScenarioStateIs(state)
                                    .willSetStateTo(next)
                                    .willReturn(answers[i]));
            state = next;
        }
    }

    @Test
    void sendsOnlyWhatIsTold() {
        // Given
        answers("POST", BUILDS, json(202, document("accepted.json")));

        // When
        Received<AcceptedBuild> accepted = client.submit(SUBMISSION);

        // Then
        assertThat(accepted.value().executionId()).isEqualTo(ID);
        assertThat(accepted.value().queuePosition()).isEqualTo(3);
        assertThat(accepted.value().estimatedDuration()).isEqualTo(Duration.ofMinutes(15));
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(BUILDS))
                                .withHeader(
                                        "Authorization",
                                        com.github.tomakehurst.wiremock.client.WireMock.equalTo(
                                                "Bearer secret"))
                                .withRequestBody(
                                        equalToJson(
                                                """
                                                {"job": {"projectName": "MyApp",
                                                         "repositoryUrl": "https://example.com/r",
                                                         "gitRef": "main",
                                                         "solutionPath": "MyApp.sln"},
                                                 "strategy": "Clean"}
                                                """)));
    }

    @Test
    void keepsMembersThatItDoesNotKnow() {
        // Given
        answers("POST", BUILDS, json(202, document("accepted.json")));

        // When
        Received<AcceptedBuild> accepted = client.submit(SUBMISSION);

        // Then
        assertThat(accepted.json().at("/memberOfALaterServer/any").asText()).isEqualTo("thing");
    }

    @Test
    void repeatsASubmissionUnderTheSameKey() {
        // Given
        answers(
                "POST",
                BUILDS,
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                json(503, "{}"),
                json(202, document("accepted.json")));

        // When
        client.submit(SUBMISSION);

        // Then
        List<String> keys =
                gateway.server().findAll(postRequestedFor(urlEqualTo(BUILDS))).stream()
                        .map(request -> request.getHeader("Idempotency-Key"))
                        .toList();
        assertThat(keys).hasSize(3).doesNotContainNull();
        assertThat(keys.stream().distinct()).hasSize(1);
    }

    @Test
    void usesANewKeyForEachSubmission() {
        // Given
        answers("POST", BUILDS, json(202, document("accepted.json")));

        // When
        client.submit(SUBMISSION);
        client.submit(SUBMISSION);

        // Then
        assertThat(gateway.server().findAll(postRequestedFor(urlEqualTo(BUILDS))))
                .extracting((LoggedRequest request) -> request.getHeader("Idempotency-Key"))
                .doesNotHaveDuplicates();
    }

    @Test
    void readsABuild() {
        // Given
        answers("GET", BUILD_PATH, json(200, document("failed.json")));

        // When
        BuildView build = client.get(ID).value();

        // Then
        assertThat(build.status()).isEqualTo(BuildStatus.FAILED);
        assertThat(build.ended()).isTrue();
        assertThat(build.stages()).hasSize(6);
        assertThat(build.stages().get(2).errorsCount()).isEqualTo(2);
        assertThat(build.attempts()).hasSize(2);
        assertThat(build.testResults().failures()).hasSize(1);
        assertThat(build.diagnostics()).hasSize(2);
        assertThat(build.ref()).isEqualTo(build.commit());
    }

    @Test
    void repeatsReadingWhileTheServerRestarts() {
        // Given
        answers(
                "GET",
                BUILD_PATH,
                json(503, "").withHeader("Retry-After", "3"),
                json(502, "<html>bad gateway</html>"),
                json(504, "{}"),
                json(200, document("succeeded.json")));

        // When
        BuildView build = client.get(ID).value();

        // Then
        assertThat(build.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(pause.pauses())
                .containsExactly(
                        Duration.ofSeconds(3), Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void givesUpAfterTheLastTry() {
        // Given
        answers("GET", BUILD_PATH, json(503, "{\"title\":\"Busy\",\"status\":503}"));

        // When
        ServerUnreachableException failure =
                catchThrowableOfType(ServerUnreachableException.class, () -> client.get(ID));

        // Then
        assertThat(failure).hasMessage("Busy (status 503)");
        assertThat(pause.pauses()).hasSize(RetryPolicy.REQUESTS.tries() - 1);
    }

    @Test
    void doesNotRepeatWhatIsRefused() {
        // Given
        answers("POST", BUILDS, json(400, document("invalid.json")));

        // When
        RequestRefusedException refused =
                catchThrowableOfType(
                        RequestRefusedException.class, () -> client.submit(SUBMISSION));

        // Then
        assertThat(refused.problem().code()).isEqualTo("VALIDATION_FAILED");
        assertThat(refused.problem().violations())
                .extracting("field")
                .containsExactly("job.solutionPath", "job.repositoryUrl");
        assertThat(pause.pauses()).isEmpty();
    }

    @Test
    void tellsWhatIsNoProblemDocument() {
        // Given
        answers("GET", BUILD_PATH, aResponse().withStatus(418).withBody("I'm a teapot"));

        // When
        RequestRefusedException refused =
                catchThrowableOfType(RequestRefusedException.class, () -> client.get(ID));

        // Then
        assertThat(refused).hasMessage("I'm a teapot");
        assertThat(refused.problem().status()).isEqualTo(418);
    }

    @Test
    void saysWhereNobodyListens() {
        // Given
        URI address = gateway.address();
        gateway.close();

        // When
        ServerUnreachableException failure =
                catchThrowableOfType(ServerUnreachableException.class, () -> client.get(ID));

        // Then
        assertThat(failure)
                .hasMessage("Cannot reach the server at " + address + ": connection refused");
    }

    @Test
    void tellsAnAnswerThatIsNoJson() {
        // Given
        answers("GET", BUILD_PATH, aResponse().withBody("<html>login</html>"));

        // When
        ServerUnreachableException failure =
                catchThrowableOfType(ServerUnreachableException.class, () -> client.get(ID));

        // Then
        assertThat(failure).hasMessageContaining("not what this client understands");
    }

    @Test
    void asksUnderAPrefix() {
        // Given
        answers("GET", "/ci" + BUILD_PATH, json(200, document("succeeded.json")));

        // When
        BuildView build = client(URI.create(gateway.address() + "/ci/")).get(ID).value();

        // Then
        assertThat(build.projectName()).isEqualTo("MyApp");
    }

    @Test
    void escapesFilters() {
        // Given
        String query = "?project=My%20App%26x&status=Running&limit=5&cursor=a%2Bb%3D";
        answers("GET", BUILDS + query, json(200, document("builds.json")));

        // When
        var page =
                client.list(new BuildFilter("My App&x", "Running", null, null, null, 5, "a+b="))
                        .value();

        // Then
        assertThat(page.nextCursor()).isEqualTo("next");
        assertThat(page.builds())
                .extracting(BuildView::status)
                .containsExactly(BuildStatus.RUNNING, null);
    }

    @Test
    void readsALogOfAnyLengthByLines() {
        // Given
        answers("GET", BUILD_PATH + "/logs", aResponse().withBody("one\ntwo\u00e9\n"));
        List<String> lines = new ArrayList<>();

        // When
        client.log(ID, lines::add);

        // Then
        assertThat(lines).containsExactly("one", "two\u00e9");
    }
}
