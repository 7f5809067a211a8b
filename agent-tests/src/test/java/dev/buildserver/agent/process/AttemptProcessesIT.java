package dev.buildserver.agent.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptProcessesIT {
    private static final Duration GRACE = Duration.ofMillis(400);
    private static final long MUCH = 1 << 20;

    @TempDir Path folder;
    private Path scratch;
    private Path source;
    private final List<String> lines = new ArrayList<>();
    private final List<AttemptProcesses> opened = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        Path real = folder.toRealPath();
        scratch = Files.createDirectories(real.resolve("scratch"));
        source = Files.createDirectories(real.resolve("source"));
    }

    @AfterEach
    void endWhatATestLeft() {
        opened.forEach(AttemptProcesses::close);
        survivors().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void outputArrivesLineByLineWithBothStreamsInOrder() throws Exception {
        // Given
        AttemptProcesses processes = processes();

        // When
        Exit exit = run(processes, "echo one; echo two >&2; printf 'thr\\r\\nee'; exit 3");

        // Then
        assertThat(lines).containsExactly("one", "two", "thr", "ee");
        assertThat(exit).isEqualTo(new Exit(3, Exit.Cause.ENDED));
    }

    @Test
    void linesArriveWhileTheProcessRuns() throws Exception {
        // Given
        AttemptProcesses processes = processes();
        Path go = scratch.resolve("go");

        // When
        Exit exit =
                processes.run(
                        shell("echo waiting; while [ ! -e " + go + " ]; do sleep 0.02; done"),
                        line -> touch(go),
                        () -> {},
                        () -> false);

        // Then
        assertThat(exit.success()).isTrue();
    }

    @Test
    void nothingIsInheritedFromTheEnvironment() throws Exception {
        // Given
        AttemptProcesses processes = processes();

        // When
        run(processes, "env | cut -d= -f1 | sort | grep -v '^_$'");

        // Then
        assertThat(lines).containsExactly("HOME", "PATH", "PWD", "TMPDIR");
    }

    @Test
    void aGrandchildThatHoldsTheOutputOpenDoesNotHoldUpTheEnd() throws Exception {
        // Given
        AttemptProcesses processes = processes();
        long begin = System.nanoTime();

        // When
        Exit exit = run(processes, "echo started; sleep 60 & exit 0");

        // Then
        assertThat(exit.success()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        processes.close();
        assertThat(survivors()).isEmpty();
    }

    static Stream<String> families() {
        return Stream.of(
                // a plain child
                "sleep 71 & wait",
                // a daemon: forked twice, a session of its own, no output, another folder
                "(setsid sh -c 'cd /; sleep 71 </dev/null >/dev/null 2>&1 &' &) ; sleep 71",
                // does not listen to the first signal
                "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 71; done' & wait",
                // a chain
                "sh -c 'sh -c \"sleep 71 & sleep 71\" & sleep 71' & wait");
    }

    @ParameterizedTest
    @MethodSource("families")
    void stopEndsTheWholeFamilyWithinASecond(String script) throws Exception {
        // Given
        AttemptProcesses processes = processes();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger pulses = new AtomicInteger();
        long[] stopped = new long[1];

        // When
        Exit exit =
                processes.run(
                        shell("echo up; " + script),
                        lines::add,
                        () -> {
                            if (pulses.incrementAndGet() == 50) {
                                stopped[0] = System.nanoTime();
                                stop.set(true);
                            }
                        },
                        stop::get);

        // Then
        Duration taken = Duration.ofNanos(System.nanoTime() - stopped[0]);
        assertThat(exit.cause()).isEqualTo(Exit.Cause.STOPPED);
        assertThat(survivors()).isEmpty();
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aDaemonThatOutlivedItsCommandEndsWithTheAttempt() throws Exception {
        // Given
        AttemptProcesses processes = processes();
        run(processes, "(setsid sh -c 'cd /; sleep 71 </dev/null >/dev/null 2>&1 &' &)");
        await().until(() -> !survivors().isEmpty());

        // When
        processes.close();

        // Then
        assertThat(survivors()).isEmpty();
    }

    static Stream<String> servers() {
        return Stream.of(
                "/sdk/MSBuild.dll /nologo /nodemode:1 /nodeReuse:true",
                "exec /sdk/Roslyn/bincore/VBCSCompiler.dll -pipename:x",
                "exec /sdk/Sdks/Microsoft.NET.Sdk.Razor/tools/rzc.dll server -p x");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void serversOfTheSdkAreNotWaitedFor(String arguments) throws Exception {
        // Given
        AttemptProcesses processes = processes(scratch, Duration.ofMinutes(1));
        run(processes, deafDaemon(arguments));
        await().until(() -> Files.exists(scratch.resolve("deaf")));
        long begin = System.nanoTime();

        // When
        processes.close();

        // Then
        assertThat(survivors()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void otherDaemonsMayTidyUp() throws Exception {
        // Given
        AttemptProcesses processes = processes(scratch, Duration.ofMinutes(1));
        Path tidy = scratch.resolve("tidy");
        // It does not end because its child did, which may be told first.
        String daemon =
                "trap \"touch "
                        + tidy
                        + "; kill %1; exit\" TERM; sleep 71 & touch up; while :; do wait; done";
        run(processes, "sh -c '" + daemon + "' >/dev/null 2>&1 & " + deafDaemon("/nodemode:1"));
        await().until(() -> Files.exists(source.resolve("up")));
        await().until(() -> Files.exists(scratch.resolve("deaf")));

        // When
        processes.close();

        // Then
        assertThat(tidy).exists();
        assertThat(survivors()).isEmpty();
    }

    @Test
    void aDaemonWithoutOurEnvironmentIsFoundByWhereItWorks() throws Exception {
        // Given
        AttemptProcesses processes = processes();
        run(processes, "(env -i /usr/bin/setsid /bin/sh -c 'sleep 71 >/dev/null 2>&1 &' &)");
        await().until(() -> !survivors().isEmpty());

        // When
        processes.close();

        // Then
        assertThat(survivors()).isEmpty();
    }

    @Test
    void processesOfAnotherAttemptLiveOn() throws Exception {
        // Given
        AttemptProcesses mine = processes();
        run(mine, "sleep 71 >/dev/null 2>&1 &");
        await().until(() -> !survivors().isEmpty());
        Path elsewhere = Files.createDirectories(folder.toRealPath().resolve("scratch-2"));
        AttemptProcesses other = processes(elsewhere, GRACE);

        // When
        other.close();

        // Then
        assertThat(survivors()).hasSize(1);
        mine.close();
        assertThat(survivors()).isEmpty();
    }

    @Test
    void withoutProcWhatWasSeenAsADescendantEndsToo() throws Exception {
        // Given
        AttemptProcesses processes =
                new AttemptProcesses(scratch, new DescendantFinder(), GRACE, MUCH);
        run(processes, "sh -c 'sleep 71 >/dev/null 2>&1 & sleep 0.6' & wait");
        assertThat(survivors()).as("left by its parent").hasSize(1);

        // When
        processes.close();

        // Then
        assertThat(survivors()).isEmpty();
    }

    @Test
    void aProcessThatWritesWithoutEndIsEnded() throws Exception {
        // Given
        AttemptProcesses processes = processes();

        // When
        Exit exit = processes.run(shell("yes"), line -> {}, () -> {}, () -> false);

        // Then
        assertThat(exit.cause()).isEqualTo(Exit.Cause.TOO_MUCH_OUTPUT);
        assertThat(survivors()).isEmpty();
    }

    @Test
    void interruptionEndsAllProcesses() throws Exception {
        // Given
        AttemptProcesses processes = processes();
        Thread self = Thread.currentThread();

        // When
        Throwable thrown =
                catchThrowable(
                        () ->
                                processes.run(
                                        shell("echo up; sleep 71 & wait"),
                                        line -> self.interrupt(),
                                        () -> {},
                                        () -> false));

        // Then
        assertThat(thrown).isInstanceOf(InterruptedException.class);
        assertThat(survivors()).isEmpty();
    }

    private AttemptProcesses processes() {
        return processes(scratch, GRACE);
    }

    private AttemptProcesses processes(Path folder, Duration grace) {
        AttemptProcesses processes =
                new AttemptProcesses(
                        folder, folder.equals(scratch) ? List.of(source) : List.of(), grace, MUCH);
        opened.add(processes);
        return processes;
    }

    private Exit run(AttemptProcesses processes, String script) throws Exception {
        return processes.run(shell(script), lines::add, () -> {}, () -> false);
    }

    private Command shell(String script) {
        return new Command(
                List.of("/bin/sh", "-c", script),
                source,
                Map.of(
                        "PATH", "/usr/bin:/bin",
                        "HOME", scratch.toString(),
                        "TMPDIR", scratch.toString()));
    }

    /** Does not listen to the first signal, and has no child; known by its last words. */
    private String deafDaemon(String arguments) {
        String script = "trap \"\" TERM; touch " + scratch + "/deaf; read x < " + scratch + "/pipe";
        return "mkfifo %1$s/pipe; sh -c '%2$s' dotnet %3$s sleep 71 >/dev/null 2>&1 &"
                .formatted(scratch, script, arguments);
    }

    /** Sleepers that these tests started, whoever their parent is by now. */
    private List<Long> survivors() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("sleep 71"))
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
