package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.e2e.stack.Launcher;
import dev.buildserver.e2e.stack.Launcher.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack in the background: it stays, and {@code down} leaves nothing of it. */
class DetachedIT {
    @Test
    void upStaysAndDownLeavesNothing(@TempDir Path folder) throws Exception {
        // Given
        String data = folder.resolve("data").toString();
        Finished up = Launcher.run(List.of("up", "--detach", "--port", "0", "--data-dir", data));
        assertThat(up.status()).as(up.output() + up.errors()).isZero();
        List<ProcessHandle> processes = processes(data);
        assertThat(processes).hasSizeGreaterThan(7).allMatch(ProcessHandle::isAlive);
        // When
        Finished down = Launcher.run(List.of("down", "--purge", "--data-dir", data));
        // Then
        assertThat(down.status()).as(down.output() + down.errors()).isZero();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
        assertThat(Files.exists(Path.of(data))).isFalse();
    }

    @Test
    void aKilledLauncherTakesItsChildrenAlong(@TempDir Path folder) throws Exception {
        // Given
        String data = folder.resolve("data").toString();
        Finished up = Launcher.run(List.of("up", "--detach", "--port", "0", "--data-dir", data));
        assertThat(up.status()).as(up.output() + up.errors()).isZero();
        List<ProcessHandle> processes = processes(data);
        // When
        processes.get(0).destroyForcibly();
        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    /** The launcher first, then every process that it started. */
    private static List<ProcessHandle> processes(String data) throws Exception {
        Finished status = Launcher.run(List.of("status", "--json", "--data-dir", data));
        JsonNode report = new ObjectMapper().readTree(status.output());
        ProcessHandle launcher = ProcessHandle.of(report.path("pid").asLong()).orElseThrow();
        List<ProcessHandle> processes = new ArrayList<>(List.of(launcher));
        processes.addAll(launcher.descendants().toList());
        return processes;
    }
}
