package dev.buildserver.agent.cached.build;

import dev.buildserver.agent.process.FileTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the loggers of a build's drivers write. */
public final class DriverEvents implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 256 * 1024;

    private static final Pattern TIME = Pattern.compile(",\"time\":\"[^\"]*\"");

    private final Map<String, FileTail> tails = new TreeMap<>();

    public void follow(String driver, Path file) {
        tails.put(driver, new FileTail(file, MAX_EVENT_BYTES));
    }

    /**
     * Takes what the driver's logger has written since.
     *
     * @param diagnostics gets errors and warnings
     */
    public void drain(String driver, Consumer<String> diagnostics) throws IOException {
        FileTail tail = tails.get(driver);
        while (tail != null && tail.poll(line -> accept(line, diagnostics))) {
            // There is more.
        }
    }

    /** Leaves out what the driver's logger has written since. */
    void skip(String driver) throws IOException {
        FileTail tail = tails.get(driver);
        while (tail != null && tail.poll(line -> {})) {
            // There is more.
        }
    }

    private void accept(String line, Consumer<String> diagnostics) {
        if (line.startsWith("{\"event\":\"warning\"") || isError(line)) {
            diagnostics.accept(line);
        }
    }

    /** Whether a line of the logger tells of an error. */
    public static boolean isError(String line) {
        return line.startsWith("{\"event\":\"error\"");
    }

    /** A diagnostic as it is kept: the same whenever it comes. */
    public static String withoutTime(String line) {
        return TIME.matcher(line).replaceFirst("");
    }

    @Override
    public void close() throws IOException {
        for (FileTail tail : tails.values()) {
            tail.close();
        }
    }
}
