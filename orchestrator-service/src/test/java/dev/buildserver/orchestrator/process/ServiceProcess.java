package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.testing.process.PackagedService;
import dev.buildserver.testing.tokens.TestKeys;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The packaged service, which is killed and started again; each time on other ports. */
final class ServiceProcess {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    private final Map<String, String> settings;
    private final StringBuilder earlierLog = new StringBuilder();
    private PackagedService service;

    ServiceProcess(Map<String, String> stores) {
        assertThat(JAR).as("run by mvn verify, after package").exists();
        this.settings = new HashMap<>(stores);
        settings.putAll(TestKeys.ofThisJvm().configuration());
        settings.put("buildserver.orchestrator.artifact-url", "http://127.0.0.1:1");
        settings.put("buildserver.orchestrator.cache-url", "http://127.0.0.1:1");
    }

    void start() {
        if (service != null) {
            earlierLog.append(String.join("\n", service.output()));
        }
        service = PackagedService.start(JAR, settings, "-Xmx128m");
        use();
        await("readiness")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> readiness() == 200);
    }

    /** Requests go to it from now on. */
    void use() {
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.port();
    }

    int port() {
        return service.port();
    }

    int readiness() {
        return RestAssured.given()
                .port(service.managementPort())
                .get("/q/health/ready")
                .statusCode();
    }

    /** It does nothing any more, and does not know. */
    void stopInPlace() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        String pid = Long.toString(service.pid());
        assertThat(new ProcessBuilder("kill", "-s", signal, pid).start().waitFor()).isZero();
    }

    void kill() {
        service.close();
    }

    /** All that it wrote, before it was killed too. */
    String log() {
        return earlierLog + String.join("\n", service.output());
    }

    void stop() {
        if (service != null) {
            service.close();
        }
        RestAssured.reset();
    }
}
