package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes away comes back, and nothing that was accepted is lost. */
class OutagesIT {
    private static final Requirements NINE =
            new Requirements(SdkRequirement.of("9.0"), null, null, null, 0, null, null);
    private static final Requirements PINS_NINE =
            Requirements.pinned(new SdkRequirement("9.0.100", RollForward.LATEST_PATCH, true));

    private static final List<String> POOLS = List.of("one", "two", "three", "four", "five", "six");
    private static int poolsUsed;

    @TempDir static Path folder;

    private static OwnStores stores;
    private static ServiceProcess service;

    private final String pool = POOLS.get(poolsUsed++);

    @BeforeAll
    static void start() throws Exception {
        stores = OwnStores.start(folder);
        Map<String, String> settings = stores.settings();
        // What is missing in the index has to be noticed, not found by chance.
        settings.put("buildserver.orchestrator.queue.full-sweep-every", "PT1H");
        POOLS.forEach(name -> settings.put("buildserver.orchestrator.pools." + name, "Linux"));
        service = new ServiceProcess(settings);
        service.start();
    }

    @AfterAll
    static void stop() throws Exception {
        service.stop();
        stores.close();
    }

    @BeforeEach
    void use() {
        service.use();
    }

    @Test
    void aKilledServiceGoesOnWhereItWas() throws Exception {
        // Given
        TestAgent agent = TestAgent.in(pool);
        UUID running = Requests.submit(pool);
        Lease lease = agent.lease();
        TestAgent.events(lease, 1, log("before")).then().statusCode(200);
        UUID waiting = Requests.submit(pool);
        // When
        service.kill();
        service.start();
        // Then
        agent.heartbeat(lease.attemptUid());
        TestAgent.events(lease, 1, log("before")).then().statusCode(200);
        TestAgent.events(lease, 2, log("after")).then().statusCode(200);
        TestAgent.result(lease, TestAgent.succeeded(2)).then().statusCode(200);
        BuildDetails first = Requests.details(running);
        assertThat(first.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(first.attempts()).extracting(AttemptSummary::attemptNo).containsExactly(1);
        assertThat(texts(running)).containsExactly("before", "after");
        finish(agent.lease(), waiting);
    }

    @Test
    void withoutRedisBuildsAreStillTakenAndLeased() {
        // Given
        TestAgent agent = TestAgent.in(pool);
        UUID before = Requests.submit(pool);
        // When
        stores.stopRedis();
        UUID during = Requests.submit(pool);
        // Then
        assertThat(service.readiness()).isEqualTo(200);
        finish(agent.lease(), before);
        finish(agent.lease(), during);
        stores.startRedis();
    }

    @Test
    void withoutRedisABuildStillGoesToAnAgentThatHasWhatItNeeds() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        TestAgent nine = TestAgent.withSdks(pool, "9.0.100");
        stores.stopRedis();
        // When
        UUID needsNine = Requests.submit(pool, NINE);
        UUID any = Requests.submit(pool);
        // Then
        Lease first = eight.lease();
        assertThat(first.buildId()).isEqualTo(any);
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        finish(nine.lease(), needsNine);
        // When
        TestAgent.result(first, TestAgent.lacking(PINS_NINE, "global.json asks for 9"))
                .then()
                .statusCode(200);
        // Then
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        finish(nine.lease(), any);
        stores.startRedis();
    }

    @Test
    void withoutRedisLimitsStillCountAndHoldUpNobody() {
        // Given
        TestAgent agent = TestAgent.in(pool);
        BuildJob limited = Requests.job(Requests.uniqueProject());
        UUID first = Requests.submit(Requests.build(limited, pool));
        UUID second = Requests.submit(Requests.build(limited, pool));
        UUID other = Requests.submit(pool);
        Requests.asBuildMaster()
                .body(new SetLimit(1))
                .put("/internal/v1/projects/" + limited.projectName() + "/limit")
                .then()
                .statusCode(200);
        // When
        stores.stopRedis();
        // Then
        Lease limits = agent.lease();
        finish(agent.lease(), other);
        assertThat(agent.poll("PT1S").statusCode()).isEqualTo(204);
        finish(limits, first);
        finish(agent.lease(), second);
        stores.startRedis();
    }

    @Test
    void aRedisThatComesBackWithItsPastIsFilledAgain() throws Exception {
        // Given
        UUID first = Requests.submit(pool);
        Path data = stores.redisData();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(data).contains("queue:2:{" + pool + "}:e"));
        Path past = Files.copy(data, folder.resolve("past.aof"));
        UUID second = Requests.submit(pool);
        stores.update(
                "UPDATE orchestrator.task SET ready_at = ready_at - interval '20 s'"
                        + " WHERE status = 'READY'");
        int before = service.log().length();
        // When
        stores.stopRedis();
        Files.copy(past, data, StandardCopyOption.REPLACE_EXISTING);
        stores.startRedis();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(logSince(before)).contains("was started again"));
        // Then
        TestAgent agent = TestAgent.in(pool);
        List<Lease> leases = List.of(agent.lease(), agent.lease());
        assertThat(leases).extracting(Lease::buildId).containsExactlyInAnyOrder(first, second);
        leases.forEach(lease -> finish(lease, lease.buildId()));
    }

    @Test
    void anEmptyRedisIsFilledAgain() throws Exception {
        // Given
        UUID build = Requests.submit(pool);
        service.kill();
        stores.stopRedis();
        stores.startEmptyRedis();
        int before = service.log().length();
        // When
        service.start();
        // Then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(logSince(before)).contains("lacked 1"));
        finish(TestAgent.in(pool).lease(), build);
    }

    /** Nothing that one test leaves behind is to be found by another. */
    private static void finish(Lease lease, UUID build) {
        assertThat(lease.buildId()).isEqualTo(build);
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
    }

    private static String logSince(int before) {
        return service.log().substring(before);
    }

    private static EventRecord log(String text) {
        return new EventRecord.Log(0, LogLevel.INFO, text);
    }

    private static List<String> texts(UUID build) {
        return Requests.asDeveloper()
                .get("/internal/v1/builds/" + build + "/log")
                .as(LogPage.class)
                .lines()
                .stream()
                .map(LogLine::text)
                .toList();
    }
}
