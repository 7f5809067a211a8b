package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.testing.tokens.TestKeys;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service, run like the launcher runs it. */
final class ServiceProcess {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final Map<String, String> settings;
    private final Path log;
    private final int port;
    private Process process;

    ServiceProcess(Path folder, Map<String, String> stores) throws IOException {
        assertThat(JAR).as("run by mvn verify, after package").exists();
        this.port = freePort();
        this.log = folder.resolve("service.log");
        this.settings = new HashMap<>(stores);
        settings.putAll(TestKeys.ofThisJvm().configuration());
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(freePort()));
        settings.put("buildserver.orchestrator.artifact-url", "http://127.0.0.1:1");
        settings.put("buildserver.orchestrator.cache-url", "http://127.0.0.1:1");
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        settings.forEach(
                (name, value) ->
                        builder.environment()
                                .put(
                                        name.replaceAll("[^A-Za-z0-9]", "_")
                                                .toUpperCase(java.util.Locale.ROOT),
                                        value));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        use();
        await("readiness, see " + log)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> readiness() == 200);
    }

    /** Requests go to it from now on. */
    void use() {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = port;
    }

    int readiness() {
        return RestAssured.given()
                .port(Integer.parseInt(settings.get("quarkus.management.port")))
                .get("/q/health/ready")
                .statusCode();
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void stop() throws InterruptedException {
        if (process != null) {
            kill();
        }
        RestAssured.reset();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
