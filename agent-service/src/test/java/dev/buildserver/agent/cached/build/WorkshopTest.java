package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.buildserver.agent.cached.describe.InsidePaths;
import dev.buildserver.agent.cached.drive.Feed;
import dev.buildserver.agent.cached.drive.Order;
import dev.buildserver.agent.cached.tree.Tree;
import dev.buildserver.agent.packages.PackageSupply;
import dev.buildserver.agent.process.AttemptProcesses;
import dev.buildserver.agent.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of {@code dotnet} that is no driver. */
class WorkshopTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void aDriverThatNeverComesUpEndsTheBuild() throws Exception {
        // Given
        Path dotnet = program("echo started; exit 1");
        try (AttemptProcesses processes = processes()) {
            List<String> said = new ArrayList<>();
            Workshop workshop = new Workshop(setting(dotnet), room(processes, said), tree());
            // When
            assertTimeoutPreemptively(LIMIT, () -> workshop.build(new Waiting()));
            // Then
            assertThat(said).containsExactly("started");
        }
    }

    @Test
    void whatGetsReadyForNothingIsEndedAtOnce() throws Exception {
        // Given
        Path dotnet = program("echo started; exec sleep 1000");
        try (AttemptProcesses processes = processes()) {
            List<String> said = new ArrayList<>();
            Workshop workshop = new Workshop(setting(dotnet), room(processes, said), tree());
            // When
            workshop.warmUp();
            assertTimeoutPreemptively(LIMIT, workshop::close);
            // Then
            assertThat(said.size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void oneProcessorIsLeftToWhatDriversWaitForWhileTheyGetReady() throws Exception {
        // Given
        Path dotnet = program("echo started; exec sleep 1000");
        try (AttemptProcesses processes = processes()) {
            List<String> said = new ArrayList<>();
            Workshop workshop = new Workshop(setting(dotnet), room(processes, said), tree());
            workshop.warmUp();
            // When
            await().pollInSameThread()
                    .until(
                            () -> {
                                workshop.pulse();
                                return !said.isEmpty();
                            });
            for (int more = 0; more < 20; more++) {
                workshop.pulse();
            }
            // Then
            assertThat(said).containsExactly("started");
            workshop.close();
        }
    }

    /** One project waits, and nobody gets it. */
    private static final class Waiting implements Feed {
        @Override
        public Optional<Order> next(String driver) {
            return Optional.empty();
        }

        @Override
        public int waiting() {
            return 1;
        }

        @Override
        public boolean exhausted() {
            return false;
        }

        @Override
        public void done(Order order, String driver, boolean succeeded, long millis) {
            throw new AssertionError("nothing was given out");
        }

        @Override
        public void lost(Order order) {
            throw new AssertionError("nothing was given out");
        }
    }

    private Path program(String script) throws IOException {
        Path program = folder.resolve("dotnet");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private AttemptProcesses processes() {
        return new AttemptProcesses(folder, List.of(), Duration.ofSeconds(1), 1 << 20);
    }

    private Tree tree() throws IOException {
        return Tree.of(Files.createDirectories(folder.resolve("src")), "c1");
    }

    private Room room(AttemptProcesses processes, List<String> said) {
        return new Room() {
            @Override
            public int run(
                    List<String> command,
                    String shown,
                    Path trace,
                    boolean network,
                    Runnable pulse) {
                throw new AssertionError("nothing runs but drivers");
            }

            @Override
            public Running start(List<String> command, String shown, Path trace)
                    throws IOException {
                Map<String, String> environment =
                        Map.of("PATH", System.getenv("PATH"), "TMPDIR", folder.toString());
                return running(
                        processes.start(
                                new Command(command, folder, environment), said::add, true));
            }

            @Override
            public Optional<Path> packageFile(String inside) {
                return Optional.empty();
            }
        };
    }

    private static Room.Running running(AttemptProcesses.Running process) {
        return new Room.Running() {
            @Override
            public void poll() throws IOException {
                process.poll();
            }

            @Override
            public void tell(String line) throws IOException {
                process.tell(line + "\n");
            }

            @Override
            public void tellNoMore() throws IOException {
                process.tellNoMore();
            }

            @Override
            public void kill() throws IOException, InterruptedException {
                try (process) {
                    process.end(() -> {}, 0, () -> true);
                }
            }

            @Override
            public int end(Runnable pulse) throws IOException, InterruptedException {
                try (process) {
                    return process.end(pulse, 0, () -> false).code();
                }
            }
        };
    }

    private Setting setting(Path dotnet) throws IOException {
        Path sockets = Files.createDirectories(folder.resolve("s"));
        return new Setting(
                folder.resolve("src"),
                folder,
                new InsidePaths("/src", "/sdk"),
                folder.toString(),
                sockets,
                sockets.toString(),
                folder,
                PackageSupply.NONE,
                "image",
                Map.of(),
                "All.sln",
                List.of(),
                List.of(),
                dotnet.toString(),
                "/agent/logger.dll",
                "/sdk/no-server.dll",
                "pipe",
                "netcoreapp3.1",
                2,
                "project",
                "c1");
    }
}
