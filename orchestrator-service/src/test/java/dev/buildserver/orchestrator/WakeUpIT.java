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

/** Replicas wake one another through Redis, over connections that break and come back. */
@QuarkusTest
class WakeUpIT extends ServiceTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Inject RedisDataSource redis;

    @Test
    void theServiceSubscribesOnceHoweverOftenTheConnectionBreaks() {
        awaitSubscription();
        // A connection that is lost at each repetition would soon use up all that there are.
        for (int i = 0; i < 5; i++) {
            // When
            redis.execute("CLIENT", "KILL", "TYPE", "pubsub");
            // Then
            awaitSubscription();
        }
        String pool = TestPools.next();
        Requests.submit(pool);
        assertThat(redis.execute("HLEN", "queue:2:{" + pool + "}:t").toInteger()).isOne();
    }

    @Test
    void workIsFoundAfterTheConnectionsBroke() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> agent.poll("PT20S"));
        redis.execute("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        // When
        UUID build = Requests.submit(pool);
        // Then
        assertThat(poll.join().as(LeaseAnswer.class).leases())
                .extracting(Lease::buildId)
                .containsExactly(build);
    }

    private void awaitSubscription() {
        await("one subscription")
                .atMost(BOUND)
                .untilAsserted(
                        () ->
                                assertThat(
                                                redis.execute("CLIENT", "LIST", "TYPE", "pubsub")
                                                        .toString()
                                                        .lines())
                                        .hasSize(1));
    }
}
