package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.build.Room;
import dev.buildserver.agent.execute.msbuild.BuildEvents;
import dev.buildserver.agent.execute.msbuild.CanonicalLine;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.msbuild.RawDiagnostic;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.process.AttemptProcesses;
import dev.buildserver.agent.process.Command;
import dev.buildserver.agent.process.Exit;
import dev.buildserver.agent.process.FileTail;
import dev.buildserver.agent.report.AttemptReport;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Runs {@code dotnet} for an attempt and tells the report what it says. */
final class DotnetCli {
    private static final int MAX_EVENT_BYTES = 256 * 1024;
    private static final long MAX_EVENTS_BYTES = 1L << 30;
    private static final String NODE_DIED = "MSB4166";
    private static final int KILLED = 128 + 9;

    private final Attempt attempt;
    private final AttemptProcesses processes;
    private final Diagnostics diagnostics;
    private final AttemptReport report;
    private final StopSignal stop;
    private final ConsoleText text;
    private int runs;

    DotnetCli(Attempt attempt, AttemptProcesses processes, Diagnostics diagnostics) {
        this.attempt = attempt;
        this.processes = processes;
        this.diagnostics = diagnostics;
        this.report = attempt.context().report();
        this.stop = attempt.context().stop();
        this.text = new ConsoleText(attempt.visibleFolders());
    }

    /**
     * Runs a command that has nothing to do with MSBuild, and that may fail: what it calls an error
     * is a warning of the stage.
     *
     * @return its exit status
     */
    int runOptional(List<String> arguments) throws AttemptEnded, IOException, InterruptedException {
        Output output = new Output(null, RawDiagnostic::asWarning);
        return output.checked(start(arguments, output::console, () -> {}));
    }

    /**
     * Runs MSBuild.
     *
     * @param projectsDone gets each project file that has been built
     * @return its exit status
     */
    int build(List<String> arguments, Consumer<String> projectsDone)
            throws AttemptEnded, IOException, InterruptedException {
        Path file = attempt.scratch().resolve("events-" + ++runs + ".jsonl");
        List<String> words = new ArrayList<>(arguments);
        Optional<String> logger = InjectedFiles.logger(attempt, file);
        logger.ifPresent(words::add);
        BuildEvents events = new BuildEvents(diagnostics::add, projectsDone);
        Output output = new Output(logger.isPresent() ? events : null, UnaryOperator.identity());
        try (FileTail tail = new FileTail(file, MAX_EVENT_BYTES)) {
            Exit exit = start(words, output::console, () -> poll(tail, events));
            tail.finish(MAX_EVENTS_BYTES, events::line);
            return output.checked(exit);
        }
    }

    /**
     * Runs a command whose diagnostics somebody else reads.
     *
     * @param shown for people
     * @return its exit status
     */
    int run(Command command, String shown, Runnable pulse)
            throws AttemptEnded, IOException, InterruptedException {
        Output output = new Output(null, UnaryOperator.identity());
        output.ignoreDiagnostics();
        return output.checked(start(command, shown, output::console, pulse));
    }

    /**
     * Starts a command that runs beside others, and whose diagnostics somebody else reads.
     *
     * @param shown for people
     */
    Room.Running start(Command command, String shown) throws IOException {
        Output output = new Output(null, UnaryOperator.identity());
        output.ignoreDiagnostics();
        report.log(LogLevel.INFO, "$ " + text.clean(shown));
        AttemptProcesses.Running running = processes.start(command, output::console, true);
        return new Room.Running() {
            @Override
            public void poll() throws IOException {
                running.poll();
            }

            @Override
            public void tell(String line) throws IOException {
                running.tell(line + "\n");
            }

            @Override
            public void tellNoMore() throws IOException {
                running.tellNoMore();
            }

            @Override
            public int end(Runnable pulse) throws AttemptEnded, IOException, InterruptedException {
                try (running) {
                    return output.checked(running.end(pulse, 0, () -> stop.reason().isPresent()));
                }
            }

            @Override
            public void kill() throws IOException, InterruptedException {
                try (running) {
                    running.end(() -> {}, 0, () -> true);
                }
            }
        };
    }

    private static void poll(FileTail tail, BuildEvents events) {
        try {
            tail.poll(events::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Exit start(List<String> arguments, Consumer<String> lines, Runnable pulse)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(attempt.inside(attempt.dotnet().executable()));
        words.addAll(arguments);
        String shown = "dotnet " + String.join(" ", InjectedFiles.visible(arguments));
        return start(
                attempt.enclosure().enter(attempt.workingDirectory(), words), shown, lines, pulse);
    }

    private Exit start(Command command, String shown, Consumer<String> lines, Runnable pulse)
            throws IOException, InterruptedException {
        report.log(LogLevel.INFO, "$ " + text.clean(shown));
        return processes.run(command, lines, pulse, () -> stop.reason().isPresent());
    }

    /** What one process writes to its console. */
    private final class Output {
        private final BuildEvents events;
        private final UnaryOperator<RawDiagnostic> meaning;
        private final List<RawDiagnostic> fromConsole = new ArrayList<>();
        private boolean diskFull;
        private boolean ignored;

        /**
         * @param events null where no logger runs
         * @param meaning of a diagnostic for the build
         */
        Output(BuildEvents events, UnaryOperator<RawDiagnostic> meaning) {
            this.events = events;
            this.meaning = meaning;
        }

        void ignoreDiagnostics() {
            ignored = true;
        }

        void console(String line) {
            if (text.isNoise(line)) {
                return;
            }
            diskFull |= FullDisk.isTold(line);
            Optional<CanonicalLine> diagnostic = CanonicalLine.parse(line);
            report.log(ConsoleLevel.of(line, diagnostic), text.clean(line));
            if (!ignored && (events == null || !events.seen())) {
                diagnostic.map(RawDiagnostic::of).ifPresent(this::keep);
            }
        }

        private void keep(RawDiagnostic diagnostic) {
            if (fromConsole.size() < 1000) {
                fromConsole.add(diagnostic);
            }
        }

        int checked(Exit exit) throws AttemptEnded {
            if (events == null || !events.seen()) {
                fromConsole.stream().map(meaning).forEach(diagnostics::add);
            }
            if (exit.cause() == Exit.Cause.STOPPED) {
                throw Stops.ended(
                        stop.reason().orElse(StopSignal.Reason.CANCELLED),
                        attempt.job().timeoutMinutes());
            }
            if (exit.cause() == Exit.Cause.TOO_MUCH_OUTPUT) {
                throw AttemptEnded.failed(
                        FailureReason.LIMIT_EXCEEDED,
                        "A process wrote more output than the agent takes");
            }
            if (exit.code() != 0 && diskFull) {
                throw FullDisk.ended();
            }
            if (exit.code() != 0 && diagnostics.firstError(NODE_DIED).isPresent()) {
                throw AttemptEnded.infrastructure("A node of MSBuild died", null);
            }
            if (exit.code() == KILLED) {
                throw AttemptEnded.infrastructure(
                        "The system killed a process of the build; perhaps memory ran out", null);
            }
            return exit.code();
        }
    }
}
