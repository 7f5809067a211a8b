package dev.buildserver.cli.command;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.document;
import static dev.buildserver.cli.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.Golden;
import dev.buildserver.cli.Run;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see, character by character. */
class GoldenOutputTest {
    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Run run(String... arguments) {
        return Run.in(folder, Map.of("BUILDSERVER_URL", gateway.address().toString()), arguments);
    }

    private void answers(String path, String document) {
        gateway.server().stubFor(get(path).willReturn(json(200, document(document))));
    }

    private static void assertGolden(Run run, String name) {
        Golden.assertSame(run.out(), name);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void buildThatSucceeds() {
        // Given
        gateway.completeBuild("succeeded.json");

        // When
        Run run =
                run(
                        "build",
                        "--project=MyApp",
                        "--repository=https://example.com/org/myapp",
                        "--ref=main",
                        "--solution=MyApp.sln");

        // Then
        Golden.assertSame(run.out(), "build-succeeded.txt");
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        "Build "
                                + BUILD
                                + " is accepted, number 3 in the queue, takes about 15 min 00 s\n");
    }

    @Test
    void showOfAFailedBuild() {
        // Given
        gateway.completeBuild("failed.json");
        gateway.server()
                .stubFor(
                        get(BUILD_PATH + "/artifacts").willReturn(json(200, "{\"artifacts\":[]}")));

        // When
        Run run = run("show", BUILD);

        // Then
        assertGolden(run, "show-failed.txt");
    }

    @Test
    void list() {
        // Given
        answers("/api/v1/builds", "builds.json");

        // When
        Run run = run("list");

        // Then
        Golden.assertSame(run.out(), "list.txt");
        assertThat(run.err()).isEqualToNormalizingNewlines("There are more: --cursor=next\n");
    }

    @Test
    void artifacts() {
        // Given
        answers(BUILD_PATH + "/artifacts", "artifacts.json");

        // When
        Run run = run("artifacts", BUILD);

        // Then
        assertGolden(run, "artifacts.txt");
    }

    @Test
    void agents() {
        // Given
        answers("/api/v1/agents", "agents.json");

        // When
        Run run = run("agents");

        // Then
        assertGolden(run, "agents.txt");
    }

    @Test
    void oneAgent() {
        // Given
        answers("/api/v1/agents/agent-linux-01/health", "agent-health.json");

        // When
        Run run = run("agents", "agent-linux-01");

        // Then
        assertGolden(run, "agent-health.txt");
    }

    @Test
    void pools() {
        // Given
        answers("/api/v1/pools", "pools.json");

        // When
        Run run = run("pools");

        // Then
        assertGolden(run, "pools.txt");
    }
}
