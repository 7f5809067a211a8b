package dev.buildserver.cli;

import dev.buildserver.cli.command.Commands;
import dev.buildserver.cli.command.Environment;
import dev.buildserver.cli.runtime.ShutdownInterrupts;
import java.nio.file.Path;
import java.time.InstantSource;

/** Entry of the command line. */
public final class BuildServerCli {
    private BuildServerCli() {}

    /** Ends the process with the exit status of the command. */
    public static void main(String[] arguments) {
        Environment environment =
                new Environment(
                        Path.of("").toAbsolutePath(),
                        System.getenv(),
                        new ShutdownInterrupts(),
                        System.console() != null,
                        InstantSource.system());
        System.exit(Commands.in(environment).execute(arguments));
    }
}
