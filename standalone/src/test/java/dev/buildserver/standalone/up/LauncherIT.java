package dev.buildserver.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.standalone.fake.BrokenService;
import dev.buildserver.standalone.fake.FakeInstallation;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.service.ServiceKind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's whole life with real stores and real processes; only the services are fakes. */
class LauncherIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> PARTS =
            List.of(
                    "postgres",
                    "redis",
                    "artifact",
                    "cache",
                    "orchestrator",
                    "gateway",
                    "linux-agent-1",
                    "linux-agent-2");

    @TempDir Path folder;

    private LauncherRun launcher;

    @BeforeEach
    void setUp() throws Exception {
        FakeInstallation.make(folder.resolve("installation"));
        Path sdk = Files.createDirectories(folder.resolve("sdk"));
        Files.createDirectories(sdk.resolve("sdk/8.0.404"));
        Files.writeString(sdk.resolve("dotnet"), "#!/bin/sh\necho 8.0.404\n");
        Files.setPosixFilePermissions(
                sdk.resolve("dotnet"), PosixFilePermissions.fromString("rwxr-xr-x"));
        launcher = new LauncherRun(folder, sdk);
    }

    @AfterEach
    void tearDown() throws Exception {
        launcher.run("down");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(launcher.processes()).isEmpty());
    }

    @Test
    void upStatusUpDownUp() throws Exception {
        // When
        LauncherRun.Result up = launcher.run("up", "--detach", "--port=0", "--agents=2");
        // Then
        assertThat(up.output()).contains("BuildServer is ready: http://127.0.0.1:");
        assertThat(up.status()).isZero();
        JsonNode status = JSON.readTree(launcher.run("status", "--json").output());
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("processes").findValuesAsText("name"))
                .containsExactlyInAnyOrderElementsOf(PARTS);
        assertThat(status.path("agents").path("linux-agent-2").asText()).isEqualTo("Idle");
        JsonNode ports = JSON.readTree(Files.readString(launcher.data().resolve("ports.json")));
        assertThat(status.path("url").asText()).endsWith(":" + ports.path("gateway").asInt());
        assertThat(ports.path("agents")).hasSize(2);
        assertThat(ports.path("s3").asInt()).isPositive();
        assertThat(launcher.data().resolve("tokens/admin.jwt")).isNotEmptyFile();

        // When
        LauncherRun.Result second = launcher.run("up", "--port=0");
        // Then
        assertThat(second.status()).isZero();
        assertThat(second.output())
                .contains("already runs")
                .contains("process " + run().launcher().pid())
                .contains(status.path("url").asText());

        // When
        LauncherRun.Result down = launcher.run("down");
        // Then
        assertThat(down.status()).isZero();
        assertThat(launcher.processes()).isEmpty();
        assertThat(launcher.run("status").status()).isEqualTo(3);
        assertThat(launcher.data().resolve("postgres/data")).isDirectory();

        // When
        String keys = Files.readString(launcher.data().resolve("keys/user-public.pem"));
        LauncherRun.Result again = launcher.run("up", "--detach", "--port=0");
        // Then
        assertThat(again.status()).isZero();
        assertThat(launcher.data().resolve("keys/user-public.pem")).hasContent(keys);
        assertThat(launcher.run("down", "--purge").status()).isZero();
        assertThat(launcher.data()).doesNotExist();
    }

    @Test
    void nothingOutlivesALauncherThatIsKilled() throws Exception {
        // Given
        launcher.run("up", "--detach", "--port=0");
        List<ProcessIdentity> children = run().children();
        assertThat(children).hasSize(PARTS.size() - 1).allMatch(ProcessIdentity::isAlive);
        // When
        run().launcher().handle().orElseThrow().destroyForcibly();
        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            assertThat(children).noneMatch(ProcessIdentity::isAlive);
                            assertThat(launcher.processes()).isEmpty();
                        });
        assertThat(launcher.run("status").status()).isEqualTo(3);
        assertThat(launcher.run("up", "--detach", "--port=0").status()).isZero();
    }

    @Test
    void inTheForegroundASignalEndsEverything() throws Exception {
        // Given
        Path output = folder.resolve("foreground");
        Process foreground = launcher.start(output, "up", "--port=0");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(output).contains("is ready"));
        List<ProcessIdentity> children = run().children();
        // When
        foreground.destroy();
        // Then
        assertThat(foreground.waitFor()).isEqualTo(143);
        assertThat(children).isNotEmpty().noneMatch(ProcessIdentity::isAlive);
        assertThat(output).content().contains("Stopped.");
        assertThat(launcher.data().resolve("run.json")).doesNotExist();
    }

    @Test
    void aServiceThatDiesIsStartedAgain() throws Exception {
        // Given
        launcher.run("up", "--detach", "--port=0");
        ProcessIdentity gateway = child("gateway");
        ProcessIdentity postgres = child("postgres");
        // When
        gateway.handle().orElseThrow().destroyForcibly();
        postgres.handle().orElseThrow().destroyForcibly();
        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            assertThat(child("gateway").pid()).isNotEqualTo(gateway.pid());
                            assertThat(child("postgres").pid()).isNotEqualTo(postgres.pid());
                        });
        await().untilAsserted(
                        () -> {
                            JsonNode status =
                                    JSON.readTree(launcher.run("status", "--json").output());
                            assertThat(status.path("processes").findValuesAsText("ready"))
                                    .doesNotContain("false");
                            assertThat(status.path("agents")).isNotEmpty();
                        });
        assertThat(launcher.data().resolve("logs/launcher.log"))
                .content()
                .contains("gateway ended with status 137");
    }

    @Test
    void aServiceThatDoesNotStartIsNamedWithItsLastWords() throws Exception {
        // Given
        FakeInstallation.install(
                folder.resolve("installation"), ServiceKind.CACHE, BrokenService.class);
        // When
        LauncherRun.Result up = launcher.run("up", "--detach", "--port=0");
        // Then
        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output())
                .contains("cache ended at start")
                .contains("the frobnicator is missing");
        assertThat(launcher.processes()).isEmpty();
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            LauncherRun.Result up = launcher.run("up", "--port=" + other.getLocalPort());
            // Then
            assertThat(up.status()).isEqualTo(1);
            assertThat(up.output())
                    .contains("Port " + other.getLocalPort() + " is in use")
                    .contains("--port");
        }
    }

    @Test
    void aDataFolderOfAnotherVersionIsRefused() throws Exception {
        // Given
        new DataFolder(launcher.data()).prepare();
        Files.writeString(launcher.data().resolve("version"), "999");
        // When
        LauncherRun.Result up = launcher.run("up", "--port=0");
        // Then
        assertThat(up.status()).isEqualTo(1);
        assertThat(up.output()).contains("is of version 999").doesNotContain("Exception");
    }

    @Test
    void wrongUsageIsStatus2() throws Exception {
        assertThat(launcher.run("up", "--agents=many").status()).isEqualTo(2);
        assertThat(launcher.run("up", "--agents=0").status()).isEqualTo(2);
        assertThat(launcher.run("up", "--port=65536").status()).isEqualTo(2);
        assertThat(launcher.run("up", "--local-repositories=nowhere").status()).isEqualTo(2);
        assertThat(launcher.run("up", "--nuget-config=nowhere").status()).isEqualTo(2);
        assertThat(launcher.run("down", "--everything").status()).isEqualTo(2);
    }

    private RunRecord run() {
        return new DataFolder(launcher.data()).runRecord().orElseThrow();
    }

    private ProcessIdentity child(String name) {
        return run().children().stream()
                .filter(child -> child.name().equals(name))
                .findFirst()
                .orElse(new ProcessIdentity(name, 0, 0));
    }
}
