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

import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 0 succeeded, 1 failed, 2 usage, 3 unreachable, 4 refused. */
class ExitStatusTest {
    private static final String[] SOURCE = {
        "--project=MyApp",
        "--repository=https://example.com/org/myapp",
        "--ref=main",
        "--solution=MyApp.sln"
    };

    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Run run(String... arguments) {
        return Run.in(folder, Map.of("BUILDSERVER_URL", gateway.address().toString()), arguments);
    }

    private Path token() {
        try {
            return Files.writeString(folder.resolve("token.jwt"), "token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run build(String... more) {
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(List.of(SOURCE));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void succeeded() {
        // Given
        gateway.completeBuild("succeeded.json");

        // When / Then
        assertThat(build().status()).isZero();
    }

    @Test
    void failed() {
        // Given
        gateway.completeBuild("failed.json");

        // When / Then
        assertThat(build().status()).isEqualTo(1);
    }

    @Test
    void cancelled() {
        // Given
        gateway.completeBuild("succeeded.json");
        String cancelled =
                document("succeeded.json")
                        .replace(
                                "\"status\": \"Succeeded\",\n  \"startTime\"",
                                "\"status\": \"Cancelled\",\n  \"startTime\"");
        gateway.server().stubFor(get(BUILD_PATH).willReturn(json(200, cancelled)));

        // When
        Run run = build();

        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("MyApp #12 Cancelled");
    }

    @Test
    void acceptedWithoutWaiting() {
        // Given
        gateway.completeBuild("failed.json");

        // When
        Run run = build("--no-wait");

        // Then
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines(BUILD + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown-command",
                "build --no-such-option",
                "show not-an-id",
                "show",
                "build --strategy=Magic",
                "build --timeout=soon",
                "build --ref=main --solution=A.sln",
                "build --repository=https://example.com/r --solution=A.sln",
                "list --url=ftp://example.com",
                "list --url=https://user:secret@example.com",
                "list --token-file=no-such-file"
            })
    void usage(String commandLine) {
        // When
        Run run = run(commandLine.isEmpty() ? new String[0] : commandLine.split(" "));

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-id", "1-1-1-1-1"})
    void whatIsNoBuildIdIsSaidInPlainWords(String id) {
        // When
        Run run = run("show", id);

        // Then
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'" + id + "' is no build id").doesNotContain("java.");
    }

    @Test
    void aHostThatNobodyKnowsIsNotAClosedPort() {
        // When
        Run run = run("list", "--url=http://buildserver.invalid", "--token-file=" + token());

        // Then
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("the host name has no address");
    }

    @Test
    void unreachable() {
        // Given
        gateway.close();

        // When
        Run run = run("list");

        // Then
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).startsWith("Cannot reach the server at http://localhost:");
    }

    @Test
    void serverError() {
        // Given
        String problem =
                "{\"title\":\"Internal error\",\"status\":500,\"code\":\"INTERNAL\","
                        + "\"traceId\":\"abc\"}";
        gateway.server().stubFor(get(BUILDS).willReturn(json(500, problem)));

        // When
        Run run = run("list");

        // Then
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .isEqualToNormalizingNewlines("Internal error (status 500) (trace abc)\n");
    }

    @Test
    void refusedWithEveryViolation() {
        // Given
        gateway.server().stubFor(post(BUILDS).willReturn(json(400, document("invalid.json"))));

        // When
        Run run = build();

        // Then
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        """
                        Refused: The request is not valid (VALIDATION_FAILED)
                          job.solutionPath: must lie inside the repository
                          job.repositoryUrl: must be https, http, ssh or git
                          trace: 4bf92f3577b34da6a3ce929d0e0e4736
                        """);
    }

    @Test
    void refusedForWantOfAToken() {
        // Given
        gateway.server().stubFor(get(BUILDS).willReturn(aResponse().withStatus(401)));

        // When
        Run run = run("list");

        // Then
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err()).contains("--token-file or $BUILDSERVER_TOKEN");
    }

    @Test
    void helpOfEveryCommand() {
        for (String command :
                Commands.in(Run.environment(folder, Map.of(), Interrupts.NONE, false))
                        .getSubcommands()
                        .keySet()) {
            // When
            Run run = run(command, "--help");

            // Then
            assertThat(run.status()).as(command).isZero();
            assertThat(run.out()).contains("Usage: buildserver " + command, "--json");
        }
    }
}
