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
        Path file = null;
        try {
            file = Files.createTempFile("buildserver-", ".out");
            return run(command, environment, file.toFile())
                    ? Optional.of(Files.readString(file))
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

    private static boolean run(List<String> command, Map<String, String> environment, File output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output).start();
        try {
            process.getOutputStream().close();
            return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
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
