package dev.buildserver.agent.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program on this machine something small, such as its version. */
public final class ShortCommand {
    private static final long LIMIT_SECONDS = 10;

    private ShortCommand() {}

    /**
     * What the program wrote.
     *
     * @param environment the whole environment: nothing is inherited
     * @return empty where it can't be started, fails, or does not end within ten seconds
     */
    public static Optional<String> output(List<String> command, Map<String, String> environment) {
        return ended(command, environment).filter(Ended::success).map(Ended::output);
    }

    /**
     * How the program ended, and what it wrote.
     *
     * @param environment the whole environment: nothing is inherited
     * @return empty where it can't be started, or does not end within ten seconds
     */
    public static Optional<Ended> ended(List<String> command, Map<String, String> environment) {
        Path file = null;
        try {
            file = Files.createTempFile("buildserver-", ".out");
            Optional<Integer> status = run(command, environment, file.toFile());
            return status.isPresent()
                    ? Optional.of(new Ended(status.get(), Files.readString(file)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            delete(file);
        }
    }

    /**
     * A program's end.
     *
     * @param output standard output and error
     */
    public record Ended(int status, String output) {
        public boolean success() {
            return status == 0;
        }
    }

    private static Optional<Integer> run(
            List<String> command, Map<String, String> environment, File output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output).start();
        try {
            process.getOutputStream().close();
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
