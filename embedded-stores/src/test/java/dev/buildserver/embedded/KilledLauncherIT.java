package dev.buildserver.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.embedded.postgres.PostgresServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledLauncherIT {
    @TempDir Path folder;

    @Test
    void noStoreOutlivesALauncherThatIsKilled() throws Exception {
        // Given
        Process launcher = launcher();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("pids")));
        List<ProcessHandle> stores = stores();
        assertThat(stores).hasSize(2).allMatch(ProcessHandle::isAlive);
        // When
        launcher.destroyForcibly().waitFor();
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(stores).noneMatch(ProcessHandle::isAlive));
        await().untilAsserted(() -> assertThat(processesOf(folder)).isEmpty());
    }

    @Test
    void theSuccessorWaitsForAServerThatIsJustEnding() throws Exception {
        // Given
        Process launcher = launcher();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("pids")));
        launcher.destroyForcibly().waitFor();
        // When
        try (PostgresServer successor =
                PostgresServer.start(StoreHome.in(folder.resolve("postgres")))) {
            // Then
            assertThat(successor.process().isAlive()).isTrue();
        }
    }

    private Process launcher() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoresLauncher.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "launcher.log"))
                .start();
    }

    private List<ProcessHandle> stores() throws Exception {
        return Files.readAllLines(folder.resolve("pids")).stream()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    private static List<String> processesOf(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(handle -> handle.info().commandLine().orElse(""))
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        }
    }
}
