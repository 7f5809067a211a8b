package dev.buildserver.cli.command;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILDS;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.document;
import static dev.buildserver.cli.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingCommandsTest {
    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Run run(String... arguments) {
        return Run.in(folder, Map.of("BUILDSERVER_URL", gateway.address().toString()), arguments);
    }

    private static JsonNode parse(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void missesAreExplained() {
        // Given
        String build = "0192f0c1-2d3e-7a4b-8c5d-6e7f8091a2b3";
        String report =
                """
                {"restore": {"project": "All.sln", "outcome": "Hit", "reason": null,
                             "changed": [], "savedMillis": 900, "spentMillis": 0},
                 "projects": [{"project": "src/Lib/Lib.csproj", "outcome": "Hit", "reason": null,
                               "changed": [], "savedMillis": 1500, "spentMillis": 0},
                              {"project": "src/App/App.csproj", "outcome": "Miss",
                               "reason": "its inputs are others",
                               "changed": ["file src/App/a.cs changed"],
                               "savedMillis": 0, "spentMillis": 1200}],
                 "tests": [{"project": "test/Lib.Tests.csproj", "outcome": "Uncacheable",
                            "reason": "it reaches for the network: 10.0.0.1:80",
                            "changed": [], "savedMillis": 0, "spentMillis": 0}],
                 "products": [{"project": "pack src/Lib/Lib.csproj", "outcome": "Hit",
                               "reason": null, "changed": [], "savedMillis": 0,
                               "spentMillis": 0}],
                 "savedMillis": 1500, "spentMillis": 1200, "cacheMillis": 100,
                 "degraded": "The cache service is not used: no answer"}
                """;
        gateway.server()
                .stubFor(get(BUILDS + "/" + build + "/cache").willReturn(json(200, report)));

        // When
        Run run = run("explain-miss", build);

        // Then
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("src/App/App.csproj")
                .contains("file src/App/a.cs changed")
                .contains("it reaches for the network: 10.0.0.1:80")
                .contains(
                        "1 of 2 projects, tests of 0 of 1, 1 of 1 packages and apps from the cache,"
                                + " 1.5 s saved, 0.1 s spent on it")
                .contains("Cache degraded. The cache service is not used: no answer")
                .doesNotContain("Lib.csproj");
    }

    @Test
    void listGathersAllPages() throws IOException {
        // Given
        String last = "{\"builds\":[{\"projectName\":\"Last\"}],\"nextCursor\":null}";
        gateway.server()
                .stubFor(
                        get(BUILDS + "?project=MyApp")
                                .willReturn(json(200, document("builds.json"))));
        gateway.server()
                .stubFor(get(BUILDS + "?project=MyApp&cursor=next").willReturn(json(200, last)));

        // When
        Run run = run("list", "--project=MyApp", "--all", "--json");

        // Then
        JsonNode whole = parse(run.out());
        assertThat(whole.path("builds")).hasSize(3);
        assertThat(whole.path("nextCursor").isNull()).isTrue();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void queueAsksForQueuedBuilds() {
        // Given
        gateway.server()
                .stubFor(
                        get(BUILDS + "?status=Queued&pool=Linux")
                                .willReturn(json(200, document("builds.json"))));

        // When
        Run run = run("queue", "--pool=Linux");

        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(BUILD);
    }

    @Test
    void logsAsText() {
        // Given
        String text =
                "[2025-11-15 10:05:00] INFO: one\n[2025-11-15 10:05:01] WARN: \u001b[31mtwo\n";
        gateway.server().stubFor(get(BUILD_PATH + "/logs").willReturn(aResponse().withBody(text)));

        // When
        Run run = run("logs", BUILD);

        // Then: as it is, for nobody looks
        assertThat(run.out()).isEqualToNormalizingNewlines(text);
    }

    @Test
    void logsCannotTakeOverATerminal() {
        // Given
        String text = "\u001b[31mred\u001b[0m \u001b]0;title\u0007 \tend\n";
        gateway.server().stubFor(get(BUILD_PATH + "/logs").willReturn(aResponse().withBody(text)));
        Map<String, String> variables = Map.of("BUILDSERVER_URL", gateway.address().toString());

        // When
        Run run = Run.in(Run.environment(folder, variables, Interrupts.NONE, true), "logs", BUILD);

        // Then
        assertThat(run.out()).isEqualToNormalizingNewlines("red ?]0;title? \tend\n");
    }

    @Test
    void logsAsJsonLines() throws IOException {
        // Given
        gateway.completeBuild("succeeded.json");

        // When
        Run run = run("logs", "--follow", "--json", BUILD);

        // Then
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        JsonNode first = parse(lines.get(0));
        assertThat(first.path("event").asText()).isEqualTo("log");
        assertThat(first.path("position").asText()).isEqualTo("1.1");
        assertThat(first.path("text").asText())
                .isEqualTo("[2025-11-15 10:05:00] INFO: Starting build");
        assertThat(parse(lines.get(2)).path("event").asText()).isEqualTo("end");
        assertThat(parse(lines.get(2)).path("status").asText()).isEqualTo("Succeeded");
    }

    @Test
    void cancelSaysWhatHappens() {
        // Given
        String answer =
                "{\"executionId\":\"%s\",\"status\":\"Cancelling\","
                        + "\"message\":\"Build cancellation requested\"}";
        gateway.server()
                .stubFor(
                        post(BUILD_PATH + "/cancel")
                                .willReturn(json(200, answer.formatted(BUILD))));

        // When
        Run run = run("cancel", BUILD);

        // Then
        assertThat(run.out())
                .isEqualToNormalizingNewlines("Cancelling: Build cancellation requested\n");
    }

    @Test
    void rerunFollowsTheNewBuild() {
        // Given
        String other = "01930000-0000-7000-8000-00000000000f";
        gateway.completeBuild("succeeded.json");
        gateway.server()
                .stubFor(
                        post(BUILDS + "/" + other + "/rerun")
                                .willReturn(json(202, document("accepted.json"))));

        // When
        Run run = run("rerun", other);

        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("INFO: Starting build", "MyApp #12 Succeeded");
    }

    @Test
    void showAsJsonIsTheServersAnswer() throws IOException {
        // Given
        gateway.completeBuild("succeeded.json");

        // When
        Run run = run("show", "--json", BUILD);

        // Then
        assertThat(parse(run.out())).isEqualTo(parse(document("succeeded.json")));
    }
}
