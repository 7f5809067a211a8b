package dev.buildserver.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static dev.buildserver.cli.Gateway.BUILD;
import static dev.buildserver.cli.Gateway.BUILD_PATH;
import static dev.buildserver.cli.Gateway.events;
import static dev.buildserver.cli.Gateway.log;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed program, as its users start it. */
class BuildServerCliIT {
    private final Gateway gateway = new Gateway();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Process start(String... arguments) throws IOException {
        Path jar;
        try (var files = Files.newDirectoryStream(Path.of("target"), "cli-*.jar")) {
            jar = files.iterator().next().toAbsolutePath();
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("BUILDSERVER_URL", gateway.address().toString());
        return builder.start();
    }

    private static String text(java.io.InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void runsFromItsJar() throws Exception {
        // Given
        gateway.completeBuild("failed.json");

        // When
        Process process =
                start(
                        "build",
                        "--repository=https://example.com/r",
                        "--ref=main",
                        "--solution=A.sln");

        // Then
        String out = text(process.getInputStream());
        assertThat(process.waitFor()).as(text(process.getErrorStream())).isEqualTo(1);
        assertThat(out).contains("INFO: Starting build", "MyApp #13 Failed", "CS1002");
    }

    @Test
    void saysItsVersion() throws Exception {
        // When
        Process process = start("--version");

        // Then
        assertThat(text(process.getInputStream())).matches("buildserver [0-9.]+.*\\s*");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void saysHowToCancelWhenItIsEnded() throws Exception {
        // Given: a build that logs one line and then goes on for long
        gateway.completeBuild("succeeded.json");
        gateway.server()
                .stubFor(
                        get(BUILD_PATH + "/logs?follow=true")
                                .willReturn(
                                        events(log(1, "one"), ": x\n".repeat(100_000))
                                                .withChunkedDribbleDelay(1000, 120_000)));

        // When
        Process process =
                start(
                        "build",
                        "--repository=https://example.com/r",
                        "--ref=main",
                        "--solution=A.sln");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String first = out.readLine();
        // Not by the process itself: that would close the streams that are read below.
        process.toHandle().destroy();

        // Then
        assertThat(first).endsWith("INFO: one");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(text(process.getErrorStream()))
                .contains("the build goes on", "buildserver cancel " + BUILD);
    }
}
