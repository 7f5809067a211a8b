package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed under the service, for longer than sessions live. */
class PostgresRestartIT {
    private static final Duration SESSION = Duration.ofSeconds(3);

    @TempDir Path folder;

    private OwnStores stores;
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        stores = OwnStores.start(folder);
        Map<String, String> settings = stores.settings();
        settings.put("buildserver.orchestrator.sessions.ttl", SESSION.toString());
        settings.put("buildserver.orchestrator.sessions.heartbeat-every", "PT1S");
        settings.put("buildserver.orchestrator.sessions.start-grace", "PT3S");
        service = new ServiceProcess(settings);
        service.start();
    }

    @AfterEach
    void stop() throws Exception {
        service.stop();
        stores.close();
    }

    @Test
    void noSessionExpiresAndNothingIsLostOrDoneTwice() throws Exception {
        // Given
        TestAgent agent = TestAgent.in("Linux");
        UUID running = Requests.submit("Linux");
        Lease lease = agent.lease();
        SubmitBuild next = Requests.build(Requests.job(Requests.uniqueProject()), "Linux");
        String key = UUID.randomUUID().toString();
        // When
        stores.killPostgres();
        Response away = submit(key, next);
        await().pollDelay(SESSION.plusSeconds(1)).until(() -> true);
        stores.startPostgres();
        // Then
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotBlank();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(agent.heartbeatResponse(lease.attemptUid()).statusCode())
                                        .isEqualTo(200));
        String build = submit(key, next).then().statusCode(202).extract().path("executionId");
        assertThat(submit(key, next).<String>path("executionId")).isEqualTo(build);
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        BuildDetails details = Requests.details(running);
        assertThat(details.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(details.attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Accepted");
        assertThat(agent.lease().buildId()).hasToString(build);
        assertThat(service.log()).doesNotContain("its agent fell silent");
    }

    private static Response submit(String key, SubmitBuild build) {
        return Requests.asDeveloper()
                .header("Idempotency-Key", key)
                .body(build)
                .post("/internal/v1/builds");
    }
}
