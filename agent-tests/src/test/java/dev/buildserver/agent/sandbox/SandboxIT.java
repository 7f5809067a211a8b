package dev.buildserver.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.process.Command;
import dev.buildserver.agent.process.Exit;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SandboxIT {
    @TempDir Path folder;
    private SandboxFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new SandboxFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void foldersAreAtFixedPlaces() throws Exception {
        // Given
        Files.writeString(fixture.workspace().resolve("a.txt"), "of the workspace");

        // When
        Exit exit =
                fixture.run(
                        fixture.plan(),
                        "pwd; cat a.txt; echo; echo made > b.txt; echo $HOME; id -un");

        // Then
        assertThat(exit.success()).as("%s", fixture.lines()).isTrue();
        assertThat(fixture.lines()).containsExactly("/src", "of the workspace", "/home/b", "b");
        assertThat(fixture.workspace().resolve("b.txt")).hasContent("made\n");
    }

    @Test
    void dotnetRuns() throws Exception {
        // When
        Exit exit = fixture.run(fixture.plan(), "dotnet --version");

        // Then
        assertThat(exit.success()).as("%s", fixture.lines()).isTrue();
        assertThat(fixture.lines()).singleElement().asString().matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void nothingElseOfTheMachineIsThere() throws Exception {
        // When
        fixture.run(
                fixture.plan(),
                "ls -d "
                        + folder
                        + " ~root/.[a-z]* /var 2>/dev/null; ls /tmp; env | grep "
                        + folder);

        // Then
        assertThat(fixture.lines()).isEmpty();
    }

    @Test
    void systemSdkAndRootCanNotBeChanged() throws Exception {
        // When
        fixture.run(
                fixture.plan(),
                "for file in /usr/x /sdk/x /etc/x /x; do touch $file 2>/dev/null && echo $file;"
                        + " done");

        // Then
        assertThat(fixture.lines()).isEqualTo(List.of());
    }

    @Test
    void theImageHasOneNameOnOneMachine(@TempDir Path other) throws Exception {
        // When
        String name = fixture.sandbox().image(fixture.plan());

        // Then
        try (SandboxFixture second = new SandboxFixture(other)) {
            assertThat(second.sandbox().image(second.plan()))
                    .isEqualTo(name)
                    .matches("sha256:[0-9a-f]{64}");
        }
    }

    @Test
    void placesInsideAndOnTheMachineAreTranslated() {
        // Given
        SandboxPlan plan = fixture.plan();
        Path workspace = fixture.workspace();

        // When, Then
        assertThat(plan.inside(workspace.resolve("x/y.cs"))).contains("/src/x/y.cs");
        assertThat(plan.inside(workspace)).contains("/src");
        assertThat(plan.inside(plan.packages().resolve("a"))).contains("/home/b/.nuget/packages/a");
        assertThat(plan.inside(Path.of("/etc/shadow"))).isEmpty();
        assertThat(plan.host("/src/x/y.cs")).contains(workspace.resolve("x/y.cs"));
        assertThat(plan.host("/home/b/.nuget/packages/a")).contains(plan.packages().resolve("a"));
        assertThat(plan.host("/home/b/.nuget/x")).contains(plan.home().resolve(".nuget/x"));
        assertThat(plan.host("/usr/bin/env")).contains(Path.of("/usr/bin/env"));
        assertThat(plan.host("/tmp/x")).isEmpty();
        assertThat(plan.host("/src/../etc/shadow")).isEmpty();
    }

    @Test
    void theNetworkIsThereOnlyIfItIsLetIn() throws Exception {
        // Given
        SandboxPlan closed = fixture.plan();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String connect =
                    "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort() + "' && echo in";

            // When, Then
            fixture.run(closed, connect);
            assertThat(fixture.lines()).doesNotContain("in");
            fixture.run(
                    new SandboxPlan(
                            closed.workspace(),
                            closed.sdk(),
                            closed.home(),
                            closed.packages(),
                            closed.mounts(),
                            true,
                            closed.environment(),
                            Optional.empty()),
                    connect);
            assertThat(fixture.lines()).contains("in");
        }
    }

    static Stream<String> families() {
        return Stream.of(
                "sleep 7391 & wait",
                "(setsid sh -c 'cd /; sleep 7391 </dev/null >/dev/null 2>&1 &' &) ; sleep 7391",
                "trap '' TERM; sh -c 'trap \"\" TERM; while :; do sleep 7391; done' & wait",
                "env -i setsid nohup bash -c 'cd /; exec -a x sleep 7391' & sleep 7391");
    }

    @ParameterizedTest
    @MethodSource("families")
    void stopEndsEverythingInsideWithinASecond(String script) throws Exception {
        // Given
        Command command =
                fixture.sandbox()
                        .wrap(fixture.plan(), List.of("/bin/sh", "-c", "echo up; " + script));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger pulses = new AtomicInteger();
        long[] stopped = new long[1];

        // When
        Exit exit =
                fixture.processes()
                        .run(
                                command,
                                line -> {},
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
        assertThat(sleepers()).isEmpty();
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whatOutlivesTheCommandEndsWithIt() throws Exception {
        // When
        Exit exit = fixture.run(fixture.plan(), "(setsid sleep 7391 >/dev/null 2>&1 &); exit 3");

        // Then
        assertThat(exit).isEqualTo(new Exit(3, Exit.Cause.ENDED));
        await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(sleepers()).isEmpty());
    }

    @Test
    void secretsOfTheEnvironmentAreInNoCommandLine() throws Exception {
        // Given
        SandboxPlan plan = fixture.plan();
        Map<String, String> environment = new HashMap<>(plan.environment());
        environment.put("TOKEN", "s3cret");
        SandboxPlan secret =
                new SandboxPlan(
                        plan.workspace(),
                        plan.sdk(),
                        plan.home(),
                        plan.packages(),
                        plan.mounts(),
                        false,
                        environment,
                        Optional.empty());

        // When
        fixture.run(secret, "echo $TOKEN");

        // Then
        assertThat(fixture.lines()).containsExactly("s3cret");
        assertThat(fixture.sandbox().wrap(secret, List.of("true")).arguments())
                .noneMatch(word -> word.contains("s3cret"));
    }

    @Test
    void withoutBubblewrapThePackageIsNamed() {
        // When
        Bubblewrap none = Bubblewrap.find(Map.of("PATH", folder.toString()));

        // Then
        assertThat(none.whyNot()).hasValueSatisfying(why -> assertThat(why).contains("bubblewrap"));
    }

    @Test
    void bubblewrapThatMayNotDoItsWorkIsNoSandbox() throws Exception {
        // Given
        Path program = folder.resolve("bwrap");
        Files.writeString(program, "#!/bin/sh\necho no permission to create namespaces; exit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        // When
        Bubblewrap refused = Bubblewrap.find(Map.of("PATH", folder.toString()));
        Sandbox sandbox =
                new Sandbox(Optional.of(refused), SandboxFiles.write(folder.resolve("files")));

        // Then
        assertThat(sandbox.whyNotTraced())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("no permission to create namespaces"));
        assertThatThrownBy(() -> sandbox.wrap(fixture.plan(), List.of("true")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no permission to create namespaces");
    }

    /** Processes of the machine that a test left. */
    private static List<String> sleepers() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                List.of(process.info().arguments().orElse(new String[0]))
                                        .contains("7391"))
                .map(process -> process.info().toString())
                .toList();
    }
}
