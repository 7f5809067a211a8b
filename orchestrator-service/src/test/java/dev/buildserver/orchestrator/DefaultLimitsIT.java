package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.limit.LimitList;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Limits that come from the configuration. */
@QuarkusTest
@TestProfile(ChosenSettings.class)
class DefaultLimitsIT extends ServiceTest {
    @Test
    void defaultsCountForAllWhoHaveNoLimitOfTheirOwn() {
        // Given
        String tenant = "tenant-" + UUID.randomUUID();
        String token = TestTokens.user("BuildMaster", "bm@x.example.com", Map.of("tenant", tenant));
        String pool = TestPools.next();
        BuildJob one = Requests.job(Requests.uniqueProject());
        BuildJob two = Requests.job(Requests.uniqueProject());
        TestAgent agent = TestAgent.in(pool);
        submit(token, one, pool);
        submit(token, one, pool);
        // When
        Lease first = agent.lease();
        // Then
        assertThat(agent.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(limits(token)).contains("Project " + one.projectName() + " 1 of 1 true");
        // When
        Requests.with(token)
                .body(new SetLimit(3))
                .put("/internal/v1/projects/" + one.projectName() + "/limit")
                .then()
                .statusCode(200);
        Lease second = agent.lease();
        submit(token, two, pool);
        // Then: the tenant has two
        assertThat(agent.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(limits(token)).contains("Tenant null 2 of 2 true");
        // When
        TestAgent.result(first, TestAgent.succeeded(0)).then().statusCode(200);
        // Then
        Lease third = agent.lease();
        assertThat(third.job().projectName()).isEqualTo(two.projectName());
        assertThat(second.job().queueTimeoutMinutes()).isNull();
        assertThat(
                        TestRows.count(
                                "SELECT extract(epoch FROM queue_deadline - b.created_at)::bigint"
                                        + " FROM task JOIN build b USING (build_id)"
                                        + " WHERE build_id = ?",
                                third.buildId()))
                .isEqualTo(60);
    }

    @Test
    void moreFollowersThanMayWaitAreAnsweredAtOnce() {
        // Given
        String pool = TestPools.next();
        UUID build = Requests.submit(pool);
        CompletableFuture<Response> waiting =
                CompletableFuture.supplyAsync(() -> follow(build, "PT5S"));
        await().pollDelay(Duration.ofMillis(500)).until(() -> !waiting.isDone());
        // When
        long asked = System.nanoTime();
        Response answer = follow(build, "PT5S");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        assertThat(waiting.isDone()).isFalse();
        assertThat(waiting.join().statusCode()).isEqualTo(200);
        Requests.asBuildMaster().post("/internal/v1/builds/" + build + "/cancel");
    }

    private static Response follow(UUID build, String wait) {
        return Requests.asDeveloper().get("/internal/v1/builds/" + build + "/log?wait=" + wait);
    }

    private static void submit(String token, BuildJob job, String pool) {
        Requests.with(token)
                .body(Requests.build(job, pool))
                .post("/internal/v1/builds")
                .then()
                .statusCode(202);
    }

    private static List<String> limits(String token) {
        return Requests.with(token).get("/internal/v1/limits").as(LimitList.class).limits().stream()
                .map(
                        l ->
                                l.scope()
                                        + " "
                                        + l.project()
                                        + " "
                                        + l.runningBuilds()
                                        + " of "
                                        + l.maxConcurrentBuilds()
                                        + " "
                                        + l.byDefault())
                .toList();
    }
}
