package dev.buildserver.orchestrator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsIT extends ServiceTest {
    private static final Requirements NINE =
            new Requirements(SdkRequirement.of("9.0"), null, null, null, 0, null, null);

    @Test
    void theNamesAreThoseOfTheDesign() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        Requests.submit(pool);
        Requests.submit(pool);
        Lease lease = agent.lease();
        agent.heartbeat(lease.attemptUid());
        TestAgent.events(
                lease,
                1,
                EventsIT.stage(0, StageName.RESTORE, StageStatus.RUNNING),
                EventsIT.stage(5, StageName.RESTORE, StageStatus.SUCCEEDED),
                EventsIT.stage(5, StageName.BUILD, StageStatus.RUNNING),
                EventsIT.stage(9, StageName.BUILD, StageStatus.SUCCEEDED),
                EventsIT.stage(9, StageName.TEST, StageStatus.RUNNING),
                EventsIT.stage(12, StageName.TEST, StageStatus.FAILED));
        // When
        TestAgent.result(
                        lease,
                        TestAgent.outcome(Outcome.FAILED, FailureReason.TEST_FAILURES, "failed", 1))
                .then()
                .statusCode(200);
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .containsPattern("(?m)^builds_started_total [1-9]")
                                        .containsPattern("(?m)^builds_completed_total [1-9]")
                                        .containsPattern("(?m)^builds_failed_total [1-9]")
                                        .containsPattern(
                                                "(?m)^build_duration_seconds_count\\{.*success=\"false\".*} [1-9]")
                                        .containsPattern(
                                                "(?m)^build_queue_wait_seconds_count [1-9]")
                                        .containsPattern(
                                                "(?m)^build_restore_duration_seconds_count [1-9]")
                                        .containsPattern(
                                                "(?m)^build_compile_duration_seconds_count [1-9]")
                                        .containsPattern(
                                                "(?m)^build_test_duration_seconds_count [1-9]")
                                        .containsPattern("(?m)^active_agents [1-9]")
                                        .containsPattern("(?m)^queued_builds [1-9]")
                                        .containsPattern(
                                                "(?m)^agent_cpu_usage_percent\\{agent=\""
                                                        + agent.name()
                                                        + "\",pool=\""
                                                        + pool
                                                        + "\"} 12.5")
                                        .containsPattern(
                                                "(?m)^agent_memory_usage_percent\\{agent=\""
                                                        + agent.name())
                                        .containsPattern(
                                                "(?m)^agent_utilization_percent\\{pool=\""
                                                        + pool
                                                        + "\"} ")
                                        .containsPattern(
                                                "(?m)^build_queue_length\\{pool=\""
                                                        + pool
                                                        + "\"} 1.0"));
    }

    @Test
    void noAgentIsAskedForWhereNoneWouldHelp() {
        // Given: one build that any agent can do, one that none can, two that a limit holds back
        String pool = TestPools.next();
        TestAgent.withSdks(pool, "8.0.404");
        BuildJob limited = Requests.job(Requests.uniqueProject());
        Requests.submit(Requests.build(limited, pool));
        Requests.submit(Requests.build(limited, pool));
        // When
        Requests.asBuildMaster()
                .body(new SetLimit(0))
                .put("/internal/v1/projects/" + limited.projectName() + "/limit")
                .then()
                .statusCode(200);
        Requests.submit(pool, NINE);
        Requests.submit(pool);
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .contains(
                                                "build_queue_length{pool=\"%s\"} 1.0"
                                                        .formatted(pool))
                                        .contains(
                                                "buildserver_agents_desired{pool=\"%s\"} 1.0"
                                                        .formatted(pool)));
        assertThat(
                        Requests.asDeveloper()
                                .get("/internal/v1/pools/" + pool)
                                .<Integer>path("queueLength"))
                .isEqualTo(4);
    }

    private static String metrics() {
        return given().get(management() + "/q/metrics").asString();
    }

    static String management() {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        if (port == 0) {
            port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        }
        return "http://127.0.0.1:" + port;
    }
}
