package dev.buildserver.e2e.stack;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The stack as a user starts it: {@code ./buildserver up} in the foreground, two agents. */
public final class Stack implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration READY = Duration.ofMinutes(5);

    private final Path data;
    private final Path repositories;
    private final Process launcher;
    private final Path output;

    private Stack(Path data, Path repositories, Process launcher, Path output) {
        this.data = data;
        this.repositories = repositories;
        this.launcher = launcher;
        this.output = output;
    }

    /** Starts a stack in a new folder and waits until a build could run. */
    public static Stack start(Path folder, int agents, Map<String, String> environment) {
        try {
            Path repositories = Files.createDirectories(folder.resolve("repositories"));
            Path output = folder.resolve("up.log");
            Path data = folder.resolve("data");
            Process launcher =
                    Launcher.start(
                            output,
                            environment,
                            List.of(
                                    "up",
                                    "--data-dir",
                                    data.toString(),
                                    "--port",
                                    "0",
                                    "--agents",
                                    Integer.toString(agents),
                                    "--local-repositories",
                                    repositories.toString()));
            Stack stack = new Stack(data, repositories, launcher, output);
            stack.awaitReady();
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        await().atMost(READY)
                .pollInterval(Duration.ofMillis(200))
                .failFast(
                        () -> {
                            if (!launcher.isAlive()) {
                                throw new AssertionError("the launcher ended:\n" + text(output));
                            }
                        })
                .until(() -> Files.exists(output) && text(output).contains("ready"));
    }

    /** Folder below which {@code file:} repositories are allowed. */
    public Path repositories() {
        return repositories;
    }

    public Path data() {
        return data;
    }

    /** Base address of the gateway. */
    public String url() {
        return "http://127.0.0.1:" + ports().path("gateway").asInt();
    }

    /** A token of the role: developer, buildmaster or admin. */
    public String token(String role) {
        return text(data.resolve("tokens").resolve(role + ".jwt")).strip();
    }

    public JsonNode ports() {
        return json(text(data.resolve("ports.json")));
    }

    /** The SDK of the stack: {@code dotnetRoot}, {@code environment}. */
    public JsonNode sdk() {
        return json(text(data.resolve("sdk.json")));
    }

    /** What {@code ./buildserver status --json} says. */
    public JsonNode status() {
        return json(
                Launcher.run(List.of("status", "--json", "--data-dir", data.toString())).output());
    }

    /** Waits until the cache service has all that agents gave it. */
    public void awaitUploads() {
        for (JsonNode port : ports().path("management").path("agents")) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> pendingUploads(port.asInt()), equalTo(0.0));
        }
    }

    private static double pendingUploads(int port) {
        String metrics = get("http://127.0.0.1:" + port + "/q/metrics").asString();
        return metrics.lines()
                .filter(line -> line.startsWith("agent_cache_uploads_pending"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** Process ids of the services whose name begins so. */
    public List<Long> pids(String name) {
        List<Long> pids = new ArrayList<>();
        for (JsonNode process : status().path("processes")) {
            if (process.path("name").asText().startsWith(name)) {
                pids.add(process.path("pid").asLong());
            }
        }
        assertThat(pids).as("processes named " + name + "*").isNotEmpty();
        return pids;
    }

    /** Every process of the stack, the launcher's descendants. */
    public List<ProcessHandle> processes() {
        return launcher.descendants().toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        launcher.destroy();
        try {
            assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
