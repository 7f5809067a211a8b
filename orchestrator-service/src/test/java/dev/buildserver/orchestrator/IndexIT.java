package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Redis may lose everything at any time. */
@QuarkusTest
class IndexIT extends ServiceTest {
    @Inject RedisDataSource redis;

    @Test
    void whatWaitsIsLeasedAfterRedisWasEmptied() {
        // Given
        String pool = TestPools.next();
        UUID first = Requests.submit(pool);
        UUID second = Requests.submit(pool);
        // When
        redis.execute("FLUSHALL");
        TestAgent agent = TestAgent.in(pool);
        Lease one = agent.lease();
        Lease two = agent.lease();
        // Then
        assertThat(one.buildId()).isEqualTo(first);
        assertThat(two.buildId()).isEqualTo(second);
    }

    @Test
    void aParkedAgentHearsOfWorkAfterRedisWasEmptied() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> agent.poll("PT20S"));
        redis.execute("FLUSHALL");
        // When
        UUID build = Requests.submit(pool);
        // Then
        assertThat(poll.join().as(LeaseAnswer.class).leases())
                .extracting(Lease::buildId)
                .containsExactly(build);
    }

    @Test
    void entriesOfTasksThatAreGoneDoNoHarm() {
        // Given
        String pool = TestPools.next();
        String ghost = UUID.randomUUID() + ".0";
        String key = "queue:2:{" + pool + "}:";
        String entry = "1|1||||3|nobody|ghost";
        redis.execute("HSET", key + "t", ghost, entry);
        redis.execute("ZADD", key + "q::3:nobody:ghost", "1", ghost + "|" + entry);
        redis.execute("ZADD", key + "g::3:nobody", "0", "ghost");
        redis.execute("ZADD", key + "f::3", "0", "nobody");
        redis.execute("ZADD", key + "a::3", "1", ghost);
        redis.execute("SADD", key + "l", ":3");
        UUID build = Requests.submit(pool);
        // When
        Lease lease = TestAgent.in(pool).lease();
        // Then
        assertThat(lease.buildId()).isEqualTo(build);
        assertThat(redis.execute("HEXISTS", key + "t", ghost).toInteger()).isZero();
    }

    @Test
    void nothingStaysInTheIndexOfWhatIsLeased() {
        // Given
        String pool = TestPools.next();
        Requests.submit(pool);
        TestAgent agent = TestAgent.in(pool);
        // When
        agent.lease();
        // Then: a rebuild under way may still have added what was leased; who asks next removes it.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> {
                            agent.poll("PT0S").then().statusCode(204);
                            assertThat(redis.execute("KEYS", "queue:2:{" + pool + "}:*"))
                                    .extracting(Object::toString)
                                    .allMatch(key -> key.endsWith(":e"));
                        });
    }
}
