package dev.buildserver.agent.execute;

import dev.buildserver.agent.cached.step.StepState;
import dev.buildserver.agent.execute.Enclosure.Closed;
import dev.buildserver.agent.execute.msbuild.BuildEvents;
import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.agent.process.FileTail;
import dev.buildserver.contract.log.LogLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs steps of an attempt in its sandbox, traced, and tells what MSBuild said of them. */
final class StepRuns {
    private static final int MAX_EVENT_BYTES = 256 * 1024;
    private static final long MAX_EVENTS_BYTES = 1L << 30;

    private final Attempt attempt;
    private final Closed enclosure;
    private final DotnetCli dotnet;
    private final BuildEvents events;

    StepRuns(Attempt attempt, Closed enclosure, DotnetCli dotnet, Diagnostics diagnostics) {
        this.attempt = attempt;
        this.enclosure = enclosure;
        this.dotnet = dotnet;
        this.events = new BuildEvents(diagnostics::add, project -> {});
    }

    /**
     * A command of {@code dotnet}.
     *
     * @param log gets what MSBuild's logger writes
     */
    List<String> command(List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(attempt.inside(attempt.dotnet().executable()));
        command.addAll(arguments);
        InjectedFiles.logger(attempt, log).ifPresent(command::add);
        return command;
    }

    /**
     * Runs a command with the machine's network, as in any other build.
     *
     * @param shown for people
     * @param trace empty before
     */
    void run(List<String> command, String shown, Path trace)
            throws AttemptEnded, IOException, InterruptedException {
        dotnet.run(
                enclosure.enter(attempt.workingDirectory(), command, trace, true, Map.of()),
                shown,
                () -> {});
    }

    /** Errors and warnings in a log, which become those of the attempt too. */
    List<String> diagnostics(Path log) throws IOException {
        List<String> found = new ArrayList<>();
        try (FileTail tail = new FileTail(log, MAX_EVENT_BYTES)) {
            tail.finish(MAX_EVENTS_BYTES, line -> accept(line, found));
        }
        return found;
    }

    /**
     * Tells of those that need not run again. What MSBuild said when they ran counts again.
     *
     * @param told of each, for people: with its name and the commit at which it ran
     */
    void replay(List<StepState> states, String told) {
        for (StepState state : states) {
            if (state.hit()) {
                String text = told.formatted(state.step().name(), state.commit());
                attempt.context().report().log(LogLevel.INFO, text);
                state.diagnostics().forEach(events::line);
            }
        }
    }

    private void accept(String line, List<String> found) {
        BuildEvents.diagnostic(line)
                .ifPresent(
                        text -> {
                            events.line(line);
                            found.add(text);
                        });
    }
}
