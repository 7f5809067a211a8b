package dev.buildserver.cli.command;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.Gateway;
import dev.buildserver.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadCommandTest {
    private static final String HELLO_SHA256 =
            "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    private static final String ARTIFACT =
            "{\"artifactId\":\"%s\",\"name\":\"%s\",\"path\":\"%s\",\"sizeBytes\":11,"
                    + "\"sha256Hash\":\"%s\"}";

    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @BeforeEach
    void content() {
        for (String id : new String[] {"a1", "a2"}) {
            gateway.server()
                    .stubFor(
                            get("/api/v1/artifacts/" + id + "/download")
                                    .willReturn(aResponse().withBody("hello world")));
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void artifacts(String... artifacts) {
        String body = "{\"artifacts\":[" + String.join(",", artifacts) + "]}";
        gateway.server().stubFor(get(BUILD_PATH + "/artifacts").willReturn(json(200, body)));
    }

    private static String artifact(String id, String name, String path) {
        return ARTIFACT.formatted(id, name, path, HELLO_SHA256);
    }

    private Run run(String... arguments) {
        return Run.in(folder, Map.of("BUILDSERVER_URL", gateway.address().toString()), arguments);
    }

    @Test
    void downloadsByName() {
        // Given
        artifacts(artifact("a1", "A.nupkg", "p/A.nupkg"), artifact("a2", "A.dll", "b/A.dll"));

        // When
        Run run = run("download", BUILD, "--output=out");

        // Then
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(folder.resolve("out/A.nupkg")).hasContent("hello world");
        assertThat(folder.resolve("out/A.dll")).hasContent("hello world");
        assertThat(run.out()).contains(HELLO_SHA256 + "  " + folder.resolve("out/A.dll"));
    }

    @Test
    void downloadsByPatternAndPath() {
        // Given
        artifacts(
                artifact("a1", "A.dll", "bin/net8.0/A.dll"),
                artifact("a2", "A.dll", "bin/net9.0/A.dll"));

        // When
        Run all = run("download", BUILD, "-o", "all");
        Run one = run("download", BUILD, "**/net9.0/*.dll", "-o", "one", "--json");

        // Then
        assertThat(all.status()).as(all.err()).isZero();
        assertThat(folder.resolve("all/bin/net8.0/A.dll")).exists();
        assertThat(folder.resolve("all/bin/net9.0/A.dll")).exists();
        assertThat(one.status()).as(one.err()).isZero();
        assertThat(folder.resolve("one/A.dll")).exists();
        assertThat(one.out()).contains("\"artifactId\" : \"a2\"").doesNotContain("a1");
    }

    @Test
    void leavesFilesThatAreThere() throws IOException {
        // Given
        artifacts(artifact("a1", "A.dll", "A.dll"));
        Files.writeString(folder.resolve("A.dll"), "mine");

        // When
        Run refused = run("download", BUILD);
        String kept = Files.readString(folder.resolve("A.dll"));
        Run replaced = run("download", BUILD, "--overwrite");

        // Then
        assertThat(refused.status()).isEqualTo(2);
        assertThat(kept).isEqualTo("mine");
        assertThat(replaced.status()).isZero();
        assertThat(folder.resolve("A.dll")).hasContent("hello world");
    }

    @Test
    void failsOnAnotherDigest() {
        // Given
        artifacts(ARTIFACT.formatted("a1", "A.dll", "A.dll", "0".repeat(64)));

        // When
        Run run = run("download", BUILD);

        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("SHA-256");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void neverLeavesTheFolder() {
        // Given
        artifacts(artifact("a1", "../evil.sh", "evil.sh"));

        // When
        Run run = run("download", BUILD, "--output=out");

        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("'../evil.sh' is no file name");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhenNothingMatches() {
        // Given
        artifacts(artifact("a1", "A.dll", "A.dll"));

        // When
        Run run = run("download", BUILD, "*.nupkg");

        // Then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("No artifact matches");
    }
}
