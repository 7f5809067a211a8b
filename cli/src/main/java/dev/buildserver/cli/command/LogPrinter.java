package dev.buildserver.cli.command;

import dev.buildserver.cli.report.Format;
import java.io.PrintWriter;

/**
 * Prints lines of a log. They come from the programs of a build, which nobody vouches for: what
 * could take over a terminal is left out there. Files and programs get lines as they are.
 */
final class LogPrinter {
    private final PrintWriter out;
    private final boolean terminal;

    LogPrinter(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void line(String text) {
        out.println(terminal ? Format.harmless(text) : text);
        out.flush();
    }
}
