package dev.buildserver.cli.command;

import java.io.PrintWriter;
import java.util.regex.Pattern;

/**
 * Prints lines of a log. They come from the programs of a build, which nobody vouches for: what
 * could take over a terminal is left out there. Files and programs get lines as they are.
 */
final class LogPrinter {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

    private final PrintWriter out;
    private final boolean terminal;

    LogPrinter(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void line(String text) {
        out.println(terminal ? harmless(text) : text);
        out.flush();
    }

    private static String harmless(String text) {
        String plain = COLOURS.matcher(text).replaceAll("");
        return CONTROLS.matcher(plain).replaceAll("?");
    }
}
