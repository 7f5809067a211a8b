package dev.buildserver.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiedProcessIT {
    @TempDir Path folder;

    @Test
    void closeEndsTheProcessInOrder() throws Exception {
        // Given
        Path said = folder.resolve("said");
        TiedProcess process =
                start(
                        TiedCommand.of(
                                sh(
                                        "trap 'echo bye >said; exit 7' TERM; : >up; while :; do sleep 0.1; done"),
                                folder,
                                log()));
        await().until(() -> Files.exists(folder.resolve("up")));
        // When
        process.close();
        // Then
        assertThat(said).hasContent("bye");
        assertThat(process.onExit().join()).isEqualTo(7);
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilled() throws Exception {
        // Given
        TiedProcess process =
                start(
                        TiedCommand.of(
                                        sh("trap '' TERM; : >up; while :; do sleep 0.1; done"),
                                        folder,
                                        log())
                                .stoppedBy(StopSignal.TERM, Duration.ofSeconds(1)));
        await().until(() -> Files.exists(folder.resolve("up")));
        // When
        process.close();
        // Then
        assertThat(process.onExit().join()).isEqualTo(137);
    }

    @Test
    void whatTheProcessLeavesBehindEndsToo() throws Exception {
        // Given
        TiedProcess process =
                start(
                        TiedCommand.of(
                                sh("sleep 1000 & echo $! >child; exec sleep 1000"), folder, log()));
        await().until(() -> Files.exists(folder.resolve("child")));
        await().until(() -> !Files.readString(folder.resolve("child")).isBlank());
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThat(ProcessHandle.of(child)).isPresent();
        // When
        process.close();
        // Then
        await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void markedProcessesInOtherSessionsEndToo() throws Exception {
        // Given
        String mark = folder.resolve("work") + "/";
        String script =
                "HOME=%shome setsid sleep 1000 & echo $! >child; exec sleep 1000".formatted(mark);
        TiedProcess process = start(TiedCommand.of(sh(script), folder, log()).killingMarked(mark));
        await().until(() -> Files.exists(folder.resolve("child")));
        await().until(() -> !Files.readString(folder.resolve("child")).isBlank());
        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        await().until(
                        () ->
                                ProcessHandle.of(child)
                                        .flatMap(handle -> handle.info().command())
                                        .filter(name -> name.endsWith("sleep"))
                                        .isPresent());
        // When
        ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
        // Then
        await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void exitStatusAndOutputAreTheCommands() throws Exception {
        // Given
        TiedCommand command =
                TiedCommand.of(sh("echo \"$WORD\"; cat; exit 3"), folder, log())
                        .withEnvironment(Map.of("WORD", "hello"));
        // When
        int status = start(command).onExit().join();
        // Then
        assertThat(status).isEqualTo(3);
        assertThat(log()).hasContent("hello");
    }

    @Test
    void aProgramThatDoesNotExistEndsWith127() throws Exception {
        // When
        TiedProcess process = start(TiedCommand.of(List.of("/no/such/program"), folder, log()));
        // Then
        assertThat(process.onExit().join()).isIn(126, 127);
    }

    @Test
    void theProcessMayWatchThePipeItself() throws Exception {
        // Given
        TiedProcess process =
                start(TiedCommand.of(sh("cat >/dev/null; exit 5"), folder, log()).seeingPipe());
        await().during(Duration.ofMillis(300)).until(process::isAlive);
        // When
        process.close();
        // Then: it ended by itself or by the signal, whichever was first
        assertThat(process.onExit().join()).isIn(5, 143);
    }

    private TiedProcess start(TiedCommand command) throws Exception {
        return TiedProcess.start(command);
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static List<String> sh(String script) {
        return List.of("/bin/sh", "-c", script);
    }
}
