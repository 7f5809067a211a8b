package dev.buildserver.standalone.folder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What the launcher does, for the person in front of it and for {@code logs/launcher.log}. */
public final class Journal {
    private final PrintWriter console;
    private final Path log;
    private final InstantSource clock;

    /**
     * @param log its folder exists
     */
    public Journal(PrintWriter console, Path log, InstantSource clock) {
        this.console = console;
        this.log = log;
        this.clock = clock;
    }

    /** To the person and the log. */
    public void say(String line) {
        console(line);
        note(line);
    }

    /** To the person only. */
    public void console(String line) {
        console.println(line);
        console.flush();
    }

    /** To the log only. */
    public synchronized void note(String line) {
        String stamped = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
        try {
            Files.writeString(log, stamped, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A full disk must not keep the launcher from restarting or stopping what it started.
            console.println("The log can't be written: " + e);
        }
    }
}
