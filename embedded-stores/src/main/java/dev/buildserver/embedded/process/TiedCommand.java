package dev.buildserver.embedded.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to run, and how to end it.
 *
 * @param command program and arguments; they are visible to every user, so they hold no secret
 * @param environment added to this process's own
 * @param folder working folder
 * @param log receives standard output and error, appended
 * @param stopSignal asks it to end
 * @param grace time between that signal and SIGKILL, at least a second, counted in whole seconds
 * @param seesPipe whether the process may watch the pipe (its standard input) itself
 * @param mark text in the environment of processes that it starts in sessions of their own, and
 *     which are killed when it has ended; not in its own environment; empty = none. Works where
 *     there is a {@code /proc}
 */
public record TiedCommand(
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        StopSignal stopSignal,
        Duration grace,
        boolean seesPipe,
        String mark) {
    public TiedCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || grace.toSeconds() < 1) {
            throw new IllegalArgumentException("a command and a grace of a second are needed");
        }
    }

    /** Ended by SIGTERM, after ten seconds by SIGKILL; does not see the pipe. */
    public static TiedCommand of(List<String> command, Path folder, Path log) {
        return new TiedCommand(
                command, Map.of(), folder, log, StopSignal.TERM, Duration.ofSeconds(10), false, "");
    }

    /** The same with these variables only added. */
    public TiedCommand withEnvironment(Map<String, String> added) {
        return new TiedCommand(command, added, folder, log, stopSignal, grace, seesPipe, mark);
    }

    /** The same, ended in another way. */
    public TiedCommand stoppedBy(StopSignal signal, Duration newGrace) {
        return new TiedCommand(command, environment, folder, log, signal, newGrace, seesPipe, mark);
    }

    /** The same with the launcher's pipe as its standard input. */
    public TiedCommand seeingPipe() {
        return new TiedCommand(command, environment, folder, log, stopSignal, grace, true, mark);
    }

    /** The same, ending also processes with that text in their environment. */
    public TiedCommand killingMarked(String text) {
        return new TiedCommand(
                command, environment, folder, log, stopSignal, grace, seesPipe, text);
    }
}
