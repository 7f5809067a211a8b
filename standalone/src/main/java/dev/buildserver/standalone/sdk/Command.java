package dev.buildserver.standalone.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A short-lived program.
 *
 * @param environment added to this process's own
 * @param within after which it is killed, with its children
 */
public record Command(
        List<String> words, Map<String, String> environment, Path folder, Duration within) {
    /**
     * How it ended.
     *
     * @param output standard output and error
     */
    public record Result(int status, String output) {
        public boolean succeeded() {
            return status == 0;
        }

        /** Its last words, in one line. */
        public String summary() {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "status " + status : lines.get(lines.size() - 1).strip();
        }
    }

    /**
     * Runs it.
     *
     * @throws IOException when it can't be started, or took too long
     */
    public Result run() throws IOException {
        // A file, not a pipe: a child that outlives the program would keep the pipe open.
        Path output = Files.createTempFile("buildserver-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            await(process);
            return new Result(
                    process.exitValue(),
                    new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void await(Process process) throws IOException {
        boolean ended = false;
        try {
            ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(words.get(0) + " took longer than " + within.toSeconds() + " s");
        }
    }
}
