package dev.buildserver.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that leave nothing of their attempt on them. */
@EnabledOnOs(OS.LINUX)
class OrphansIT {
    private static final Duration GRACE = Duration.ofMillis(400);
    private static final long MUCH = 1 << 20;

    /** No environment, a session of its own, another folder, another name, no parent. */
    private static final String DAEMON =
            "env -i setsid nohup /bin/bash -c 'cd /; exec -a x /bin/sleep 73' >/dev/null 2>&1 &";

    @TempDir Path folder;
    private final List<AttemptProcesses> opened = new ArrayList<>();
    private AttemptProcesses mine;
    private AttemptProcesses other;

    @BeforeEach
    void twoAttempts() throws IOException {
        mine = processes("mine");
        other = processes("other");
    }

    @AfterEach
    void endWhatATestLeft() {
        opened.forEach(AttemptProcesses::close);
        daemons().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aDaemonWithNothingOfItsAttemptEndsWithIt() throws Exception {
        // Given
        other.close();
        run(mine, DAEMON);
        await().until(() -> daemons().size() == 1);

        // When
        mine.close();

        // Then
        assertThat(daemons()).isEmpty();
    }

    @Test
    void itIsNotLeftAsAZombie() throws Exception {
        // Given
        other.close();
        run(mine, DAEMON);
        await().until(() -> daemons().size() == 1);
        ProcessHandle daemon = daemons().get(0);

        // When
        mine.close();

        // Then
        assertThat(Path.of("/proc", Long.toString(daemon.pid()))).doesNotExist();
    }

    @Test
    void oneThatWasSeenAtWorkEndsWithItsAttemptWhileAnotherRuns() throws Exception {
        // Given
        run(mine, DAEMON + " sleep 1");
        await().until(() -> daemons().size() == 1);

        // When
        mine.close();

        // Then
        assertThat(daemons()).isEmpty();
    }

    @Test
    void oneThatMayBeOfTwoAttemptsEndsWithTheSecondOfThem() throws Exception {
        // Given
        run(mine, DAEMON);
        await().until(() -> daemons().size() == 1);

        // When
        mine.close();
        processes("later");
        other.close();

        // Then
        assertThat(daemons()).isEmpty();
    }

    @Test
    void oneOfAnotherAttemptLivesOn() throws Exception {
        // Given
        run(mine, DAEMON);
        await().until(() -> daemons().size() == 1);

        // When
        other.close();

        // Then
        assertThat(daemons()).hasSize(1);
    }

    @Test
    void statusOfACommandIsItsOwnWhileAnotherAttemptLooksForOrphans() throws Exception {
        // Given
        List<Integer> codes = new ArrayList<>();

        // When
        for (int i = 0; i < 20; i++) {
            codes.add(run(mine, "exit 7").code());
            processes("n" + i).close();
        }

        // Then
        assertThat(codes).containsOnly(7);
    }

    private AttemptProcesses processes(String name) throws IOException {
        Path own = Files.createDirectories(folder.toRealPath().resolve(name));
        AttemptProcesses processes = new AttemptProcesses(own, List.of(), GRACE, MUCH);
        opened.add(processes);
        return processes;
    }

    private Exit run(AttemptProcesses processes, String script) throws Exception {
        Command command =
                new Command(
                        List.of("/bin/sh", "-c", script), folder, Map.of("PATH", "/usr/bin:/bin"));
        return processes.run(command, line -> {}, () -> {}, () -> false);
    }

    private static List<ProcessHandle> daemons() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep 73"))
                .filter(ProcessHandle::isAlive)
                .toList();
    }
}
