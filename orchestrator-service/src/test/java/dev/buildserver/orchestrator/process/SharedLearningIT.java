package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.embedded.StoreHome;
import dev.buildserver.embedded.postgres.PostgresServer;
import dev.buildserver.embedded.redis.RedisServer;
import dev.buildserver.embedded.s3.S3Server;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services on the same stores know the same. */
class SharedLearningIT {
    @TempDir Path folder;

    private PostgresServer postgres;
    private RedisServer redis;
    private S3Server s3;
    private ServiceProcess first;
    private ServiceProcess second;

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
        first = new ServiceProcess(Files.createDirectory(folder.resolve("first")), stores);
        first.start();
        second = new ServiceProcess(Files.createDirectory(folder.resolve("second")), stores);
        second.start();
    }

    @AfterEach
    void stop() throws Exception {
        first.stop();
        second.stop();
        s3.close();
        redis.close();
        postgres.close();
    }

    @Test
    void whatOneLearnsOfDurationsTheOtherKnowsWithinSeconds() {
        // Given
        SubmitBuild submit = Requests.build(Requests.job(Requests.uniqueProject()), "Linux");
        second.use();
        UUID build = Requests.submit(submit);
        Duration before = Requests.details(build).estimatedDuration();
        // When: it takes no time
        first.use();
        TestAgent agent = TestAgent.in("Linux");
        TestAgent.result(agent.lease(), TestAgent.succeeded(0)).then().statusCode(200);
        // Then
        assertThat(before).isEqualTo(Duration.ofMinutes(5));
        second.use();
        UUID next = Requests.submit(submit);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () ->
                                assertThat(Requests.details(next).estimatedDuration())
                                        .isLessThan(Duration.ofSeconds(30)));
    }
}
