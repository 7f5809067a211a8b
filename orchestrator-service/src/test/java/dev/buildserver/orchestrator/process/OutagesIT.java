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
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.embedded.s3.S3Server;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes away comes back, and nothing that was accepted is lost. */
class OutagesIT {
    private static final Requirements NINE =
            new Requirements(SdkRequirement.of("9.0"), null, null, null, 0, null, null);
    private static final Requirements PINS_NINE =
            Requirements.pinned(new SdkRequirement("9.0.100", RollForward.LATEST_PATCH, true));

    @TempDir Path folder;

    private PostgresServer postgres;
    private RedisServer redis;
    private S3Server s3;
    private ServiceProcess service;

    @BeforeEach
    void start() throws Exception {
        postgres = PostgresServer.start(StoreHome.temporary());
        redis = RedisServer.start(StoreHome.in(folder.resolve("redis")));
        s3 = S3Server.start(StoreHome.temporary());
        Map<String, String> stores = new HashMap<>();
        stores.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        stores.put("quarkus.datasource.username", postgres.username());
        stores.put("quarkus.datasource.password", postgres.password());
        stores.put("quarkus.redis.hosts", redis.url());
        stores.put("buildserver.s3.endpoint", s3.endpoint().toString());
        stores.put("buildserver.s3.access-key", s3.accessKey());
        stores.put("buildserver.s3.secret-key", s3.secretKey());
        // What is missing in the index has to be noticed, not found by chance.
        stores.put("buildserver.orchestrator.queue.full-sweep-every", "PT1H");
        service = new ServiceProcess(folder, stores);
        service.start();
    }

    @AfterEach
    void stop() throws Exception {
        service.stop();
        s3.close();
        redis.close();
        postgres.close();
    }

    @Test
    void aKilledServiceGoesOnWhereItWas() throws Exception {
        // Given
        TestAgent agent = TestAgent.in("Linux");
        UUID running = Requests.submit("Linux");
        Lease lease = agent.lease();
        TestAgent.events(lease, 1, log("before")).then().statusCode(200);
        UUID waiting = Requests.submit("Linux");
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
        assertThat(agent.lease().buildId()).isEqualTo(waiting);
    }

    @Test
    void withoutRedisBuildsAreStillTakenAndLeased() {
        // Given
        TestAgent agent = TestAgent.in("Linux");
        UUID before = Requests.submit("Linux");
        int port = redis.port();
        // When
        redis.close();
        UUID during = Requests.submit("Linux");
        // Then
        assertThat(service.readiness()).isEqualTo(200);
        Lease first = agent.lease();
        assertThat(first.buildId()).isEqualTo(before);
        TestAgent.result(first, TestAgent.succeeded(0)).then().statusCode(200);
        assertThat(agent.lease().buildId()).isEqualTo(during);
        // When
        redis = RedisServer.start(StoreHome.temporary().onPort(port));
    }

    @Test
    void withoutRedisABuildStillGoesToAnAgentThatHasWhatItNeeds() {
        // Given
        TestAgent eight = TestAgent.withSdks("Linux", "8.0.404");
        TestAgent nine = TestAgent.withSdks("Linux", "9.0.100");
        int port = redis.port();
        redis.close();
        // When
        UUID needsNine = Requests.submit("Linux", NINE);
        UUID any = Requests.submit("Linux");
        // Then
        Lease first = eight.lease();
        assertThat(first.buildId()).isEqualTo(any);
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(nine.lease().buildId()).isEqualTo(needsNine);
        // When
        Lease handedBack = first;
        TestAgent.result(handedBack, TestAgent.lacking(PINS_NINE, "global.json asks for 9"))
                .then()
                .statusCode(200);
        // Then
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(nine.lease().buildId()).isEqualTo(any);
        redis = RedisServer.start(StoreHome.temporary().onPort(port));
    }

    @Test
    void withoutRedisLimitsStillCountAndHoldUpNobody() {
        // Given
        TestAgent agent = TestAgent.in("Linux");
        BuildJob limited = Requests.job(Requests.uniqueProject());
        UUID first = Requests.submit(Requests.build(limited, "Linux"));
        Requests.submit(Requests.build(limited, "Linux"));
        UUID other = Requests.submit("Linux");
        Requests.asBuildMaster()
                .body(new SetLimit(1))
                .put("/internal/v1/projects/" + limited.projectName() + "/limit")
                .then()
                .statusCode(200);
        int port = redis.port();
        // When
        redis.close();
        // Then
        assertThat(agent.lease().buildId()).isEqualTo(first);
        assertThat(agent.lease().buildId()).isEqualTo(other);
        assertThat(agent.poll("PT1S").statusCode()).isEqualTo(204);
        redis = RedisServer.start(StoreHome.temporary().onPort(port));
    }

    @Test
    void aRedisThatComesBackWithItsPastIsFilledAgain() throws Exception {
        // Given
        UUID first = Requests.submit("Linux");
        Path data = folder.resolve("redis/appendonly.aof");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(data).contains("queue:2:{Linux}:e"));
        Path past = Files.copy(data, folder.resolve("past.aof"));
        int port = redis.port();
        UUID second = Requests.submit("Linux");
        update("UPDATE orchestrator.task SET ready_at = ready_at - interval '20 s'");
        // When
        redis.close();
        Files.copy(past, data, StandardCopyOption.REPLACE_EXISTING);
        redis = RedisServer.start(StoreHome.in(folder.resolve("redis")).onPort(port));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(service.log()).contains("was started again"));
        // Then
        TestAgent agent = TestAgent.in("Linux");
        assertThat(List.of(agent.lease().buildId(), agent.lease().buildId()))
                .containsExactlyInAnyOrder(first, second);
    }

    private void update(String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(
                        postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            connection.createStatement().executeUpdate(sql);
        }
    }

    @Test
    void anEmptyRedisIsFilledAgain() throws Exception {
        // Given
        UUID build = Requests.submit("Linux");
        service.kill();
        int port = redis.port();
        String password = redis.password();
        redis.close();
        Path empty = folder.resolve("empty");
        Files.createDirectory(empty);
        Files.writeString(empty.resolve("password"), password);
        redis = RedisServer.start(StoreHome.in(empty).onPort(port));
        // When
        service.start();
        // Then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(service.log()).contains("lacked 1"));
        assertThat(TestAgent.in("Linux").lease().buildId()).isEqualTo(build);
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
