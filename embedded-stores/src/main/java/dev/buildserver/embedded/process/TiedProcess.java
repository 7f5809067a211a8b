package dev.buildserver.embedded.process;

import dev.buildserver.embedded.cache.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process that ends with this JVM, however the JVM ends: SIGKILL closes the pipe between
 * them as surely as {@link #close} does. A small shell watches the pipe; see {@code tied.sh}.
 */
public final class TiedProcess implements AutoCloseable {
    private static final String SCRIPT = "tied.sh";
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);

    private final Process process;
    private final Duration grace;

    private TiedProcess(Process process, Duration grace) {
        this.process = process;
        this.grace = grace;
    }

    /**
     * Starts the command.
     *
     * @throws IOException when no process can be made; a program that does not exist ends with
     *     status 127 instead
     */
    public static TiedProcess start(TiedCommand tied) throws IOException {
        List<String> words = new ArrayList<>();
        words.add("/bin/sh");
        words.add(script().toString());
        words.add(tied.stopSignal().name());
        words.add(Long.toString(tied.grace().toSeconds()));
        words.add(tied.seesPipe() ? "yes" : "no");
        words.add(tied.mark());
        words.addAll(tied.command());
        ProcessBuilder builder = new ProcessBuilder(words).directory(tied.folder().toFile());
        builder.environment().putAll(tied.environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(tied.log().toFile()));
        return new TiedProcess(builder.start(), tied.grace());
    }

    /** Of the command itself: it takes the shell's place. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit status, 128 + n for signal n. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks the process to end, waits, and kills it after its grace. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(grace.plus(KILLED_WITHIN).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path script() throws IOException {
        byte[] text;
        try (InputStream resource = TiedProcess.class.getResourceAsStream(SCRIPT)) {
            text = resource.readAllBytes();
        }
        // The name changes with the text: an older version of this program may be running.
        String name = "tied-" + Integer.toHexString(java.util.Arrays.hashCode(text));
        return UserCache.ofUser()
                .provide(name, folder -> Files.write(folder.resolve(SCRIPT), text))
                .resolve(SCRIPT);
    }
}
