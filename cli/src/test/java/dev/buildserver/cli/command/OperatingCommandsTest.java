package dev.buildserver.cli.command;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.buildserver.cli.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to agents and limits. */
class OperatingCommandsTest {
    private static final String AGENT = "/api/v1/agents/agent-linux-01";
    private static final String OUT =
            """
            {"agentId": "agent-linux-01", "status": "Building", "currentJob": "MyApp #12",
             "maintenance": {"reason": "New disk", "by": "bm@example.com",
               "since": "2025-11-15T10:15:00Z", "drainDeadline": "2025-11-15T10:25:00Z"}}
            """;
    private static final String LIMIT =
            """
            {"scope": "Project", "tenant": "default", "project": "My App",
             "maxConcurrentBuilds": 3, "byDefault": false, "runningBuilds": 2}
            """;

    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Run run(String... arguments) {
        Map<String, String> variables =
                Map.of("BUILDSERVER_URL", gateway.address().toString(), "BUILDSERVER_TOKEN", "t");
        return Run.in(folder, variables, arguments);
    }

    @Test
    void maintenanceIsTurnedOnAndOff() {
        // Given
        gateway.server().stubFor(post(AGENT + "/maintenance").willReturn(json(200, OUT)));
        // When
        Run on = run("agents", "maintenance", "on", "agent-linux-01", "--reason=New disk");
        Run off = run("agents", "maintenance", "off", "agent-linux-01");
        Run odd = run("agents", "maintenance", "maybe", "agent-linux-01");
        // Then
        assertThat(on.status()).isZero();
        assertThat(on.out()).startsWith("agent-linux-01 takes no work; it runs MyApp #12");
        assertThat(off.status()).isZero();
        assertThat(odd.status()).isEqualTo(2);
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(AGENT + "/maintenance"))
                                .withHeader("Authorization", equalTo("Bearer t"))
                                .withRequestBody(
                                        equalToJson(
                                                "{\"enabled\": true, \"reason\": \"New disk\"}")));
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(AGENT + "/maintenance"))
                                .withRequestBody(equalToJson("{\"enabled\": false}")));
    }

    @Test
    void anAgentIsDrained() {
        // Given
        gateway.server().stubFor(post(AGENT + "/drain").willReturn(json(200, OUT)));
        // When
        Run run = run("agents", "drain", "agent-linux-01", "--deadline=10m");
        Run patient = run("agents", "drain", "agent-linux-01", "--json");
        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("handed back at");
        assertThat(patient.out()).contains("drainDeadline");
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(AGENT + "/drain"))
                                .withRequestBody(equalToJson("{\"deadlineSeconds\": 600}")));
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(AGENT + "/drain"))
                                .withRequestBody(equalToJson("{}")));
    }

    @Test
    void limitsAreListedSetAndCleared() {
        // Given
        gateway.server()
                .stubFor(
                        get("/api/v1/limits")
                                .willReturn(json(200, "{\"limits\": [" + LIMIT + "]}")));
        gateway.server()
                .stubFor(put("/api/v1/projects/My%20App/limit").willReturn(json(200, LIMIT)));
        gateway.server().stubFor(delete("/api/v1/tenants/acme/limit").willReturn(json(200, LIMIT)));
        // When
        Run list = run("limits");
        Run set = run("limits", "set", "My App", "3");
        Run cleared = run("limits", "clear", "--tenant", "acme");
        Run odd = run("limits", "set", "My App", "many");
        // Then
        assertThat(list.out()).contains("My App").containsPattern("2 +3 +set");
        assertThat(set.status()).isZero();
        assertThat(cleared.status()).isZero();
        assertThat(odd.status()).isEqualTo(2);
        gateway.server()
                .verify(
                        1,
                        putRequestedFor(urlEqualTo("/api/v1/projects/My%20App/limit"))
                                .withRequestBody(equalToJson("{\"maxConcurrentBuilds\": 3}")));
    }

    @Test
    void theCacheIsShownAndAQuarantineLifted() {
        // Given
        String quarantine =
                """
                {"quarantineId": "q-1", "project": "MyApp", "projectFile": "src/A/A.csproj",
                 "differing": [{"path": "src/A/bin/stamp.txt"}], "dependents": ["src/B/B.csproj"],
                 "seen": "2025-11-15T10:15:00Z"%s}
                """;
        String health =
                """
                {"verified": 41, "mismatched": 1, "quarantined": [%s], "corruptBlobs": 0,
                 "levels": [{"name": "S3", "state": "Down"}],
                 "nonDeterministic": [{"scope": "Other", "kind": "Project", "differing": []}]}
                """
                        .formatted(quarantine.formatted(""));
        String lifted = ", \"liftedAt\": \"2025-11-15T11:00:00Z\", \"liftedBy\": \"a@b.c\"";
        gateway.server().stubFor(get("/api/v1/cache/health").willReturn(json(200, health)));
        gateway.server()
                .stubFor(
                        delete("/api/v1/cache/quarantine/q-1")
                                .willReturn(json(200, quarantine.formatted(lifted))));
        // When
        Run shown = run("cache");
        Run done = run("cache", "lift", "q-1");
        Run unnamed = run("cache", "lift");
        // Then
        assertThat(shown.out())
                .contains("41 the same, 1 different", "S3: Down", "Other")
                .contains("src/A/A.csproj", "src/A/bin/stamp.txt");
        assertThat(done.out()).contains("2025-11-15T11:00:00Z by a@b.c");
        assertThat(unnamed.status()).isEqualTo(2);
    }
}
