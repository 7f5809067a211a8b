package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CancelIT extends ServiceTest {
    @Test
    void aWaitingBuildIsCancelledAtOnce() {
        // Given
        String pool = TestPools.next();
        UUID build = Requests.submit(pool);
        // When
        Response answer = cancel(build);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("status")).isEqualTo("Cancelled");
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.CANCELLED);
        assertThat(TestAgent.in(pool).poll("PT0.5S").statusCode()).isEqualTo(204);
    }

    @Test
    void aRunningBuildIsCancelledThroughItsAgent() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lease = agent.lease();
        CompletableFuture<Commands> commands =
                CompletableFuture.supplyAsync(() -> commands(agent, "?wait=PT20S"));
        // When
        Response answer = cancel(build);
        // Then
        assertThat(answer.<String>path("status")).isEqualTo("Cancelling");
        assertThat(commands.join().cancel()).containsExactly(lease.attemptUid());
        assertThat(agent.heartbeat(lease.attemptUid()).cancel())
                .containsExactly(lease.attemptUid());
        assertThat(TestAgent.events(lease, 1, EventsIT.log("x")).<Boolean>path("cancel")).isTrue();
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.CANCELLING);
        assertThat(cancel(build).<String>path("status")).isEqualTo("Cancelling");
        // When
        TestAgent.result(lease, TestAgent.outcome(Outcome.CANCELLED, null, "stopped", 1))
                .then()
                .statusCode(200);
        // Then
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.CANCELLED);
        assertThat(EventsIT.texts(build)).containsExactly("x");
    }

    @Test
    void aCommandThatIsKnownIsNotRepeated() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lease = agent.lease();
        cancel(build);
        // When
        Commands news = commands(agent, "?wait=5s");
        Commands known = commands(agent, "?wait=PT0.2S&known=" + lease.attemptUid());
        // Then
        assertThat(news.cancel()).containsExactly(lease.attemptUid());
        assertThat(known.cancel()).isEmpty();
    }

    @Test
    void aSuccessAfterTheCancelDoesNotCount() {
        // Given
        Lease lease = EventsIT.lease();
        cancel(lease.buildId());
        // When
        Response answer = TestAgent.result(lease, TestAgent.succeeded(0));
        // Then
        assertThat(answer.<String>path("taskStatus")).isEqualTo("Cancelled");
        assertThat(Requests.details(lease.buildId()).status()).isEqualTo(BuildStatus.CANCELLED);
        assertThat(Requests.details(lease.buildId()).acceptedAttempt()).isNull();
    }

    @Test
    void aCancelThatNobodyConfirmsTakesEffectAfterItsBound() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lease = agent.lease();
        Instant begin = Instant.now();
        // When
        cancel(build);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            agent.heartbeat(lease.attemptUid());
                            return Requests.details(build).status() == BuildStatus.CANCELLED;
                        });
        // Then
        assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
        assertThat(Requests.details(build).attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Cancelled");
        assertThat(TestAgent.result(lease, TestAgent.succeeded(0)).statusCode()).isEqualTo(409);
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        // Given
        Lease lease = EventsIT.lease();
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        // When
        Response answer = cancel(lease.buildId());
        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.<String>path("code")).isEqualTo("ALREADY_FINISHED");
    }

    @Test
    void cancellingTakesABuildMaster() {
        // Given
        UUID build = Requests.submit("Docker");
        // When
        Response answer = Requests.asDeveloper().post("/internal/v1/builds/" + build + "/cancel");
        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.QUEUED);
    }

    @Test
    void cancelAndLeaseAtOnceEndInACancelledBuild() {
        for (int i = 0; i < 8; i++) {
            // Given
            String pool = "Windows";
            TestAgent agent = TestAgent.in(pool);
            UUID build = Requests.submit(pool);
            // When
            CompletableFuture<Response> poll =
                    CompletableFuture.supplyAsync(() -> agent.poll("PT0.5S"));
            cancel(build).then().statusCode(200);
            poll.join();
            agent.signOff();
            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Requests.details(build).status() == BuildStatus.CANCELLED);
        }
    }

    private static Response cancel(UUID build) {
        return Requests.asBuildMaster().post("/internal/v1/builds/" + build + "/cancel");
    }

    private static Commands commands(TestAgent agent, String query) {
        return Requests.with(agent.token())
                .get("/agents/v1/sessions/" + agent.session() + "/commands" + query)
                .then()
                .statusCode(200)
                .extract()
                .as(Commands.class);
    }
}
