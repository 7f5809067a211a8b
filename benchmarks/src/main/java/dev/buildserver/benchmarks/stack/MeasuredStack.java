package dev.buildserver.benchmarks.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.benchmarks.runtime.AtExit;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A stack of its own, started as a user starts it. */
public final class MeasuredStack implements AutoCloseable {
    private final Path folder;
    private final Process launcher;
    private final AtExit end;
    private final double readySeconds;

    private MeasuredStack(Path folder, Process launcher, AtExit end, double readySeconds) {
        this.folder = folder;
        this.launcher = launcher;
        this.end = end;
        this.readySeconds = readySeconds;
    }

    /**
     * Starts a stack with one agent and waits until a build could run.
     *
     * @param folder data and repositories go below it; one that was used before is used again
     */
    public static MeasuredStack start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /**
     * The same with settings.
     *
     * @param environment variables of the launcher and, through it, of the services
     */
    public static MeasuredStack start(Path folder, Map<String, String> environment)
            throws IOException {
        Path repositories = Files.createDirectories(folder.resolve("repositories"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        home().resolve("buildserver").toString(),
                        "up",
                        "--data-dir",
                        folder.resolve("data").toString(),
                        "--port",
                        "0",
                        "--local-repositories",
                        repositories.toString());
        builder.environment().putAll(environment);
        long started = System.nanoTime();
        Process launcher = builder.redirectError(folder.resolve("up.err").toFile()).start();
        AtExit end = AtExit.of(() -> end(launcher));
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("ready")) {
                double seconds = (System.nanoTime() - started) / 1e9;
                return new MeasuredStack(folder, launcher, end, seconds);
            }
        }
        end.close();
        throw new IOException(
                "The stack did not start:\n" + Files.readString(folder.resolve("up.err")));
    }

    /** Root of the checkout. */
    public static Path home() {
        return Path.of(System.getProperty("buildserver.home", "")).toAbsolutePath();
    }

    /** From the start of the command to its word "ready". */
    public double readySeconds() {
        return readySeconds;
    }

    /** How to reach its parts. */
    public StackAccess access() throws IOException {
        return new StackAccess(folder.resolve("data"));
    }

    /** Its data, with the logs of all parts. */
    public Path data() {
        return folder.resolve("data");
    }

    public ProcessHandle launcher() {
        return launcher.toHandle();
    }

    /** Folder below which repositories may lie. */
    public Path repositories() {
        return folder.resolve("repositories");
    }

    /** The SDK of the stack: {@code dotnetRoot}, {@code environment}, {@code nugetConfig}. */
    JsonNode sdk() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("data/sdk.json").toFile());
    }

    public BuildServerClient client() throws IOException {
        JsonNode ports = new ObjectMapper().readTree(folder.resolve("data/ports.json").toFile());
        String token = Files.readString(folder.resolve("data/tokens/admin.jwt")).strip();
        return new BuildServerClient(
                Endpoint.of(
                        URI.create("http://127.0.0.1:" + ports.path("gateway").asInt()), token));
    }

    @Override
    public void close() {
        end.close();
    }

    private static void end(Process launcher) {
        launcher.destroy();
        try {
            launcher.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
