package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConcurrencyLimitsIT extends ServiceTest {
    private static final String USED =
            "SELECT used FROM quota WHERE scope = 'PROJECT' AND project = ?";

    @Test
    void aProjectRunsNoMoreThanItMayAndHoldsUpNobody() {
        // Given
        String pool = TestPools.next();
        BuildJob limited = Requests.job(Requests.uniqueProject());
        List<UUID> builds = submit(limited, pool, 3);
        limit(limited.projectName(), 2);
        UUID other = Requests.submit(pool);
        // When
        List<Lease> leases = pollAtOnce(pool, 4);
        // Then
        assertThat(leases)
                .extracting(Lease::buildId)
                .containsExactlyInAnyOrder(builds.get(0), builds.get(1), other);
        assertThat(Requests.details(builds.get(2)).waitingReason())
                .isEqualTo(
                        "Project " + limited.projectName() + " runs as many builds as it may (2)");
        assertThat(get(limited.projectName()).runningBuilds()).isEqualTo(2);
    }

    @Test
    void theEndOfABuildWakesTheNextAtOnce() {
        // Given
        String pool = TestPools.next();
        BuildJob limited = Requests.job(Requests.uniqueProject());
        List<UUID> builds = submit(limited, pool, 2);
        limit(limited.projectName(), 1);
        Lease first = TestAgent.in(pool).lease();
        TestAgent idle = TestAgent.in(pool);
        assertThat(idle.poll("PT1.5S").statusCode()).isEqualTo(204);
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> idle.poll("PT20S"));
        await().until(() -> TestRows.count(USED, limited.projectName()) == 1);
        // When
        long ended = System.nanoTime();
        TestAgent.result(first, TestAgent.succeeded(0)).then().statusCode(200);
        Lease second = poll.join().as(LeaseAnswer.class).leases().get(0);
        // Then
        assertThat(second.buildId()).isEqualTo(builds.get(1));
        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(3));
        TestAgent.result(second, TestAgent.succeeded(0)).then().statusCode(200);
        assertThat(TestRows.count(USED, limited.projectName())).isZero();
    }

    @Test
    void whatALimitHoldsIsForecastForAfterTheBuildThatRuns() {
        // Given: two agents, and a tenant of whose builds nothing is known but the assumed minutes
        String pool = TestPools.next();
        String token =
                TestTokens.user(
                        "BuildMaster",
                        "dev@x.example.com",
                        Map.of("tenant", "tenant-" + UUID.randomUUID()));
        BuildJob limited = Requests.job(Requests.uniqueProject());
        UUID running = submit(token, limited, pool);
        Requests.with(token)
                .body(new SetLimit(1))
                .put(path(limited.projectName()))
                .then()
                .statusCode(200);
        TestAgent.in(pool);
        TestAgent agent = TestAgent.in(pool);
        assertThat(agent.lease().buildId()).isEqualTo(running);
        // When
        UUID held = submit(token, limited, pool);
        UUID other = submit(token, Requests.job(Requests.uniqueProject()), pool);
        // Then
        Instant soon = Instant.now().plusSeconds(60);
        await().untilAsserted(
                        () -> {
                            assertThat(start(token, other)).isBefore(soon);
                            assertThat(start(token, held)).isAfter(soon);
                        });
    }

    private static UUID submit(String token, BuildJob job, String pool) {
        return Requests.with(token)
                .body(Requests.build(job, pool))
                .post("/internal/v1/builds")
                .then()
                .statusCode(202)
                .extract()
                .as(BuildAccepted.class)
                .executionId();
    }

    private static Instant start(String token, UUID build) {
        return Requests.with(token)
                .get("/internal/v1/builds/" + build)
                .then()
                .statusCode(200)
                .extract()
                .as(BuildDetails.class)
                .estimatedStartTime();
    }

    @Test
    void aTenantHasALimitOverAllItsProjects() {
        // Given
        String pool = TestPools.next();
        String tenant = "tenant-" + UUID.randomUUID();
        String token = TestTokens.user("Developer", "dev@x.example.com", Map.of("tenant", tenant));
        Requests.with(TestTokens.admin())
                .body(new SetLimit(2))
                .put("/internal/v1/tenants/" + tenant + "/limit")
                .then()
                .statusCode(200);
        for (int i = 0; i < 3; i++) {
            Requests.with(token)
                    .body(Requests.build(Requests.job(Requests.uniqueProject()), pool))
                    .post("/internal/v1/builds")
                    .then()
                    .statusCode(202);
        }
        UUID other = Requests.submit(pool);
        // When
        List<Lease> leases = pollAtOnce(pool, 4);
        // Then
        assertThat(leases.stream().filter(l -> l.tenant().equals(tenant))).hasSize(2);
        assertThat(leases).extracting(Lease::buildId).contains(other);
        assertThat(
                        Requests.with(token)
                                .get("/internal/v1/limits")
                                .jsonPath()
                                .getList("limits.runningBuilds"))
                .containsExactly(2);
    }

    @Test
    void whatRunsWhenALimitIsSetCountsAndGoesOn() {
        // Given
        String pool = TestPools.next();
        BuildJob limited = Requests.job(Requests.uniqueProject());
        List<UUID> builds = submit(limited, pool, 3);
        List<Lease> running = pollAtOnce(pool, 2);
        // When
        limit(limited.projectName(), 1);
        TestAgent idle = TestAgent.in(pool);
        Response full = idle.poll("PT0.5S");
        TestAgent.result(running.get(0), TestAgent.succeeded(0)).then().statusCode(200);
        Response stillFull = idle.poll("PT0.5S");
        // Then
        assertThat(full.statusCode()).isEqualTo(204);
        assertThat(stillFull.statusCode()).isEqualTo(204);
        assertThat(Requests.details(running.get(1).buildId()).status())
                .isEqualTo(BuildStatus.RUNNING);
        // When
        TestAgent.result(running.get(1), TestAgent.succeeded(0)).then().statusCode(200);
        // Then
        assertThat(idle.lease().buildId()).isEqualTo(builds.get(2));
    }

    @Test
    void aRaisedOrRemovedLimitLetsGoAtOnce() {
        // Given
        String pool = TestPools.next();
        BuildJob limited = Requests.job(Requests.uniqueProject());
        submit(limited, pool, 3);
        limit(limited.projectName(), 0);
        TestAgent idle = TestAgent.in(pool);
        assertThat(idle.poll("PT0.5S").statusCode()).isEqualTo(204);
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> idle.poll("PT20S"));
        // When
        limit(limited.projectName(), 1);
        // Then
        assertThat(poll.join().statusCode()).isEqualTo(200);
        // When
        LimitDetails none =
                Requests.asBuildMaster()
                        .delete(path(limited.projectName()))
                        .then()
                        .statusCode(200)
                        .extract()
                        .as(LimitDetails.class);
        // Then
        assertThat(none.maxConcurrentBuilds()).isNull();
        assertThat(pollAtOnce(pool, 2)).hasSize(2);
    }

    @Test
    void aWrongCounterIsRepaired() {
        // Given
        String pool = TestPools.next();
        BuildJob limited = Requests.job(Requests.uniqueProject());
        submit(limited, pool, 1);
        limit(limited.projectName(), 1);
        // When
        TestRows.update("UPDATE quota SET used = 1 WHERE project = ?", limited.projectName());
        // Then
        assertThat(TestAgent.in(pool).poll("PT15S").statusCode()).isEqualTo(200);
        assertThat(TestRows.count(USED, limited.projectName())).isEqualTo(1);
    }

    @Test
    void whatCannotBeALimitIsRefused() {
        // Given
        String project = Requests.uniqueProject();
        submit(Requests.job(project), "Docker", 1);
        // Then
        for (Integer wrong : new Integer[] {null, -1, SetLimit.MOST + 1}) {
            Response answer = Requests.asBuildMaster().body(new SetLimit(wrong)).put(path(project));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.<String>path("violations[0].field")).isEqualTo("maxConcurrentBuilds");
        }
        Response unknown =
                Requests.asBuildMaster().body(new SetLimit(1)).put(path("NoSuchProject"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.<String>path("code")).isEqualTo("PROJECT_NOT_FOUND");
        String stranger = TestTokens.user("BuildMaster", "bm@o.example.com", Map.of("tenant", "o"));
        assertThat(Requests.with(stranger).body(new SetLimit(1)).put(path(project)).statusCode())
                .isEqualTo(404);
        assertThat(get(project))
                .isEqualTo(
                        new LimitDetails(LimitScope.PROJECT, "default", project, null, false, 0));
    }

    private static List<UUID> submit(BuildJob job, String pool, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Requests.submit(Requests.build(job, pool)))
                .toList();
    }

    private static List<Lease> pollAtOnce(String pool, int agents) {
        List<CompletableFuture<Response>> polls = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            TestAgent agent = TestAgent.in(pool);
            polls.add(
                    CompletableFuture.supplyAsync(
                            () ->
                                    agent.poll(
                                            "PT2S",
                                            new LeaseRequest(1, List.of(), false, List.of()))));
        }
        return polls.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(answer -> answer.as(LeaseAnswer.class).leases().stream())
                .toList();
    }

    private static void limit(String project, int max) {
        Requests.asBuildMaster().body(new SetLimit(max)).put(path(project)).then().statusCode(200);
    }

    private static LimitDetails get(String project) {
        return Requests.asDeveloper().get(path(project)).as(LimitDetails.class);
    }

    private static String path(String project) {
        return "/internal/v1/projects/" + project + "/limit";
    }
}
