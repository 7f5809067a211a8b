package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Launcher;
import dev.buildserver.e2e.stack.Launcher.Finished;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The developer's commands and their exit statuses. */
@ExtendWith(RunningStack.class)
class CommandLineIT {
    @Test
    void aBuildFromItsStartToTheDownload(Stack stack, @TempDir Path folder) throws Exception {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "greeter");
        // When
        Finished build =
                run(
                        stack,
                        "build",
                        "--repository",
                        repository.url(),
                        "--ref",
                        "main",
                        "--solution",
                        "Greeter.sln",
                        "--project",
                        "FromTheShell",
                        "--packages",
                        "--json");
        // Then
        assertThat(build.status()).as(build.errors()).isZero();
        JsonNode result = new ObjectMapper().readTree(build.output());
        String id = result.path("executionId").asText();
        assertThat(result.path("status").asText()).isEqualTo("Succeeded");
        assertThat(run(stack, "logs", id).output()).contains("INFO: ");
        assertThat(run(stack, "artifacts", id).output()).contains(".nupkg");
        Finished download = run(stack, "download", id, "-o", folder.toString());
        assertThat(download.status()).as(download.errors()).isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".nupkg"));
        }
    }

    @Test
    void aFailedBuildEndsWithOne(Stack stack) {
        // Given
        SampleRepository repository = SampleRepository.of(stack, "broken");
        // When
        Finished build =
                run(
                        stack,
                        "build",
                        "--repository",
                        repository.url(),
                        "--ref",
                        "main",
                        "--solution",
                        "Inventory.sln",
                        "--project",
                        "BrokenFromTheShell");
        // Then
        assertThat(build.status()).as(build.output() + build.errors()).isEqualTo(1);
        assertThat(build.output() + build.errors()).contains("CS");
    }

    @Test
    void wrongUsageEndsWithTwo(Stack stack) {
        assertThat(run(stack, "build", "--no-such-option").status()).isEqualTo(2);
    }

    @Test
    void noServerEndsWithThree(Stack stack) throws Exception {
        // Given
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        // When
        Finished list =
                Launcher.run(
                        List.of(
                                "list",
                                "--url",
                                "http://127.0.0.1:" + closed,
                                "--token-file",
                                stack.data().resolve("tokens/developer.jwt").toString()));
        // Then
        assertThat(list.status()).as(list.errors()).isEqualTo(3);
    }

    @Test
    void whatTheServerRefusesEndsWithFour(Stack stack) {
        Finished build =
                run(
                        stack,
                        "build",
                        "--repository",
                        "https://git.example.com/a/b.git",
                        "--ref",
                        "main",
                        "--solution",
                        "A.sln",
                        "--project",
                        "Refused",
                        "--strategy",
                        "Distributed");
        assertThat(build.status()).as(build.errors()).isEqualTo(4);
    }

    @Test
    void aSecondUpSaysWhatRuns(Stack stack) {
        Finished up = Launcher.run(List.of("up", "--data-dir", stack.data().toString()));
        assertThat(up.status()).isZero();
        assertThat(up.output()).contains("already runs").contains(stack.data().toString());
    }

    private static Finished run(Stack stack, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(
                List.of(
                        "--url",
                        stack.url(),
                        "--token-file",
                        stack.data().resolve("tokens/developer.jwt").toString()));
        return Launcher.run(all);
    }
}
