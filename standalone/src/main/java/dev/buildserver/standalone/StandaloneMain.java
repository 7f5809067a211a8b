package dev.buildserver.standalone;

import dev.buildserver.standalone.demo.DemoCommand;
import dev.buildserver.standalone.down.DownCommand;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.status.StatusCommand;
import dev.buildserver.standalone.up.SandboxCommand;
import dev.buildserver.standalone.up.SdkCommand;
import dev.buildserver.standalone.up.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher's command line. */
@Command(
        name = "buildserver",
        description = "Runs the whole build server on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            SdkCommand.class,
            SandboxCommand.class
        })
public final class StandaloneMain {
    StandaloneMain() {}

    /** Ends with 0 = done, 1 = failed, 2 = wrong usage, 3 = nothing runs (status). */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new StandaloneMain())
                .setExecutionExceptionHandler(StandaloneMain::explain);
    }

    private static int explain(
            Exception problem, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (problem instanceof LauncherException) {
            command.getErr().println("buildserver: " + problem.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem;
    }
}
