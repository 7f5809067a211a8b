package dev.buildserver.cli;

import dev.buildserver.cli.command.Commands;
import dev.buildserver.cli.command.Environment;
import dev.buildserver.cli.command.Interrupts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** What one run of the command line gave. */
public record Run(int status, String out, String err) {
    /** Runs in a folder, without a terminal and without anybody who interrupts. */
    public static Run in(Path folder, Map<String, String> variables, String... arguments) {
        return in(environment(folder, variables, Interrupts.NONE, false), arguments);
    }

    public static Environment environment(
            Path folder, Map<String, String> variables, Interrupts interrupts, boolean terminal) {
        return new Environment(folder, variables, interrupts, terminal, InstantSource.system());
    }

    public static Run in(Environment environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Commands.in(environment)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
