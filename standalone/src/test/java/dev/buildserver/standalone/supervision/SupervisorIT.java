package dev.buildserver.standalone.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.embedded.process.TiedCommand;
import dev.buildserver.embedded.process.TiedProcess;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.runtime.Background;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {
    @TempDir Path folder;

    private final Background background = new Background();
    private final AtomicInteger changes = new AtomicInteger();
    private Supervisor supervisor;

    @BeforeEach
    void setUp() {
        supervisor =
                new Supervisor(
                        new RestartPolicy(2, Duration.ofMinutes(5), Duration.ofMillis(10)),
                        InstantSource.system(),
                        background,
                        new Journal(
                                new PrintWriter(Writer.nullWriter()),
                                folder.resolve("launcher.log"),
                                InstantSource.system()),
                        changes::incrementAndGet);
    }

    @AfterEach
    void tearDown() {
        supervisor.close();
        background.close();
    }

    @Test
    void aKilledProcessIsStartedAgain() throws Exception {
        // Given
        supervisor.watch("sleeper", part("exec sleep 1000"), () -> part("exec sleep 1000"));
        ProcessIdentity first = only();
        // When
        first.handle().orElseThrow().destroyForcibly();
        // Then
        await().untilAsserted(
                        () ->
                                assertThat(supervisor.processes())
                                        .singleElement()
                                        .satisfies(
                                                next -> {
                                                    assertThat(next.pid())
                                                            .isNotEqualTo(first.pid());
                                                    assertThat(next.isAlive()).isTrue();
                                                }));
        assertThat(folder.resolve("launcher.log"))
                .content()
                .contains("sleeper ended with status 137")
                .contains("sleeper starts again in 10 ms");
        assertThat(changes).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aProcessThatEndsAgainAndAgainStaysDown() throws Exception {
        // Given
        AtomicInteger starts = new AtomicInteger();
        // When
        supervisor.watch(
                "crasher",
                part("exit 1"),
                () -> {
                    starts.incrementAndGet();
                    return part("exit 1");
                });
        // Then
        await().untilAsserted(
                        () ->
                                assertThat(folder.resolve("launcher.log"))
                                        .content()
                                        .contains("it stays down"));
        assertThat(starts).hasValue(2);
        assertThat(supervisor.processes()).isEmpty();
    }

    @Test
    void aStartThatFailsIsTriedAgain() throws Exception {
        // Given
        AtomicInteger starts = new AtomicInteger();
        // When
        supervisor.watch(
                "sleeper",
                part("exit 1"),
                () -> {
                    if (starts.incrementAndGet() == 1) {
                        throw new NoClassDefFoundError("of a jar that is being replaced");
                    }
                    return part("exec sleep 1000");
                });
        // Then
        await().untilAsserted(() -> assertThat(supervisor.processes()).hasSize(1));
        assertThat(starts).hasValue(2);
        assertThat(folder.resolve("launcher.log"))
                .content()
                .contains("sleeper does not start: of a jar that is being replaced");
    }

    @Test
    void aPartThatDoesNotEndCleanlyIsStartedAgain() throws Exception {
        // Given
        TiedProcess process = process("exit 1");
        Part unclean =
                Part.of(
                        process,
                        () -> {
                            process.close();
                            throw new IllegalStateException("its folder can't be deleted");
                        });
        // When
        supervisor.watch("unclean", unclean, () -> part("exec sleep 1000"));
        // Then
        await().untilAsserted(() -> assertThat(supervisor.processes()).hasSize(1));
        await().untilAsserted(
                        () ->
                                assertThat(folder.resolve("launcher.log"))
                                        .content()
                                        .contains("its folder can't be deleted"));
    }

    @Test
    void closeEndsAllAndStartsNoneAgain() throws Exception {
        // Given
        AtomicInteger starts = new AtomicInteger();
        for (String name : List.of("a", "b", "c")) {
            supervisor.watch(
                    name,
                    part("exec sleep 1000"),
                    () -> {
                        starts.incrementAndGet();
                        return part("exec sleep 1000");
                    });
        }
        List<ProcessIdentity> processes = supervisor.processes();
        assertThat(processes).hasSize(3);
        // When
        supervisor.close();
        // Then
        assertThat(processes).noneMatch(ProcessIdentity::isAlive);
        assertThat(starts).hasValue(0);
    }

    @Test
    void whatIsHandedOverTooLateIsEnded() throws Exception {
        // Given
        supervisor.close();
        Part late = part("exec sleep 1000");
        // When
        supervisor.watch("late", late, () -> part("exec sleep 1000"));
        // Then
        assertThat(late.onExit()).succeedsWithin(Duration.ofSeconds(5));
        assertThat(supervisor.processes()).isEmpty();
    }

    private ProcessIdentity only() {
        assertThat(supervisor.processes()).hasSize(1);
        return supervisor.processes().get(0);
    }

    private Part part(String script) throws Exception {
        return Part.of(process(script));
    }

    private TiedProcess process(String script) throws Exception {
        return TiedProcess.start(
                TiedCommand.of(
                        List.of("/bin/sh", "-c", script), folder, folder.resolve("part.log")));
    }
}
