package dev.buildserver.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./buildserver}, as a user does. */
public final class Launcher {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Launcher() {}

    /**
     * How a command ended.
     *
     * @param output standard output
     * @param errors standard error
     */
    public record Finished(int status, String output, String errors) {}

    /** Root of the checkout. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("buildserver"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** Starts a command whose output goes to a file. */
    public static Process start(
            Path output, Map<String, String> environment, List<String> arguments)
            throws IOException {
        ProcessBuilder builder = builder(arguments);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    /** Runs a command to its end. */
    public static Finished run(List<String> arguments) {
        try {
            Path out = Files.createTempFile("buildserver", ".out");
            Path err = Files.createTempFile("buildserver", ".err");
            Process process =
                    builder(arguments)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(arguments + " did not end within " + LIMIT);
            }
            Finished finished =
                    new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return finished;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("buildserver").toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
