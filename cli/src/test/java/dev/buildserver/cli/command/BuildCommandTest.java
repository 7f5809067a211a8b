package dev.buildserver.cli.command;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILDS;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCommandTest {
    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Environment environment(Interrupts interrupts) {
        Map<String, String> variables =
                Map.of("BUILDSERVER_URL", gateway.address().toString(), "BUILDSERVER_TOKEN", "t");
        return Run.environment(folder, variables, interrupts, false);
    }

    private Run run(String... arguments) {
        return Run.in(environment(Interrupts.NONE), arguments);
    }

    @Test
    void everyOptionReachesTheServer() {
        // Given
        gateway.completeBuild("succeeded.json");

        // When
        Run run =
                run(
                        "build",
                        "--project=My App",
                        "--repository=https://example.com/r",
                        "--ref=v1",
                        "--solution=src/A.sln",
                        "--configuration=Debug",
                        "--framework=net8.0",
                        "--platform=x64",
                        "--runtime=linux-x64",
                        "-pVersion=1.2.3",
                        "-p",
                        "Defines=A=B;C",
                        "--strategy=clean",
                        "--priority=HIGH",
                        "--pool=linux",
                        "--no-tests",
                        "--packages",
                        "--no-artifacts",
                        "--timeout=2h",
                        "--test-filter=Category=Fast",
                        "--env=A=1",
                        "--env=B=",
                        "--full-history",
                        "--require-sdk=8.0.404,latestFeature",
                        "--require-tool=docker",
                        "--require-tool=node",
                        "--require-label=gpu=yes",
                        "--require-os=Linux",
                        "--require-arch=arm64",
                        "--require-memory=16",
                        "--supersede",
                        "--queue-timeout=30",
                        "--output-manifest",
                        "--force-clean",
                        "--email=dev@example.com",
                        "--idempotency-key=key-1");

        // Then
        assertThat(run.status()).isZero();
        String body =
                """
                {"job": {
                   "projectName": "My App", "repositoryUrl": "https://example.com/r",
                   "gitRef": "v1", "solutionPath": "src/A.sln", "configuration": "Debug",
                   "targetFramework": "net8.0", "platform": "x64", "runtimeIdentifier": "linux-x64",
                   "buildProperties": {"Version": "1.2.3", "Defines": "A=B;C"},
                   "runTests": false, "createPackages": true, "publishArtifacts": false,
                   "timeoutMinutes": 120, "testFilter": "Category=Fast",
                   "environment": {"A": "1", "B": ""}, "fullHistory": true,
                   "requirements": {"sdk": "8.0.404", "rollForward": "latestFeature",
                     "os": "Linux", "architecture": "arm64", "minMemoryGB": 16,
                     "tools": ["docker", "node"], "labels": {"gpu": "yes"}},
                   "supersede": true, "queueTimeoutMinutes": 30,
                   "outputManifest": true,
                   "requesterEmail": "dev@example.com"},
                 "targetPool": "linux", "strategy": "Clean", "priority": "High",
                 "forceClean": true, "requesterEmail": "dev@example.com"}
                """;
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(BUILDS))
                                .withHeader("Idempotency-Key", equalTo("key-1"))
                                .withHeader("Authorization", equalTo("Bearer t"))
                                .withRequestBody(equalToJson(body)));
    }

    @Test
    void aRequirementOfOnePartSendsNoOther() {
        // Given
        gateway.completeBuild("succeeded.json");

        // When
        Run run = run(build("--require-sdk=9.0"));

        // Then
        assertThat(run.status()).isZero();
        gateway.server()
                .verify(
                        postRequestedFor(urlEqualTo(BUILDS))
                                .withRequestBody(
                                        matchingJsonPath(
                                                "$.job.requirements",
                                                equalToJson("{\"sdk\": \"9.0\"}"))));
    }

    @Test
    void jsonAloneGoesToStandardOutput() throws IOException {
        // Given
        gateway.completeBuild("succeeded.json");

        // When
        Run run =
                run(
                        "build",
                        "--json",
                        "--repository=https://example.com/my app.git",
                        "--ref=v1",
                        "--solution=A.sln");

        // Then
        JsonNode build = new ObjectMapper().readTree(run.out());
        assertThat(build.path("status").asText()).isEqualTo("Succeeded");
        assertThat(build.path("artifacts")).hasSize(2);
        assertThat(run.err())
                .contains("Project: my app (the repository's name)")
                .contains("[2025-11-15 10:05:00] INFO: Starting build");
    }

    @Test
    void saysHowToCancelWhenInterrupted() {
        // Given
        gateway.completeBuild("succeeded.json");

        // When: the interrupt comes as soon as the command waits
        Run returning = Run.in(environment(BuildCommandTest::atOnce), build("--no-wait"));
        Run waiting = Run.in(environment(BuildCommandTest::atOnce), build());

        // Then
        assertThat(returning.err()).doesNotContain("cancel");
        assertThat(waiting.err()).contains("the build goes on", "buildserver cancel " + BUILD);
    }

    @Test
    void cancelsWhenInterruptedOnlyIfToldTo() {
        // Given
        gateway.completeBuild("succeeded.json");
        String answer =
                "{\"executionId\":\"%s\",\"status\":\"Cancelling\",\"message\":\"Requested\"}";
        gateway.server()
                .stubFor(
                        post(BUILD_PATH + "/cancel")
                                .willReturn(json(200, answer.formatted(BUILD))));

        // When
        Run run = Run.in(environment(BuildCommandTest::atOnce), build("--cancel-on-interrupt"));

        // Then
        assertThat(run.err()).contains("Requested");
        gateway.server().verify(1, postRequestedFor(urlEqualTo(BUILD_PATH + "/cancel")));
    }

    private static Interrupts.Registration atOnce(Runnable action) {
        action.run();
        return () -> {};
    }

    private static String[] build(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "build",
                                "--project=P",
                                "--repository=https://example.com/r",
                                "--ref=v1",
                                "--solution=A.sln"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }
}
