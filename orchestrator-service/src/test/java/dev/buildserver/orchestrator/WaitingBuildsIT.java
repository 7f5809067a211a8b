package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.orchestrator.lease.LeaseStore;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Builds that end while they wait: superseded by newer ones, or waiting for too long. */
@QuarkusTest
class WaitingBuildsIT extends ServiceTest {
    private static final String MAIN = "refs/heads/main";
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject LeaseStore leases;
    @Inject LifecycleStore lifecycle;

    @Test
    void aNewerBuildTakesThePlaceOfThoseThatWait() {
        // Given
        String pool = TestPools.next();
        String project = Requests.uniqueProject();
        UUID running = submit(project, MAIN, pool, false);
        TestAgent agent = TestAgent.in(pool);
        Lease lease = agent.lease();
        UUID older = submit(project, MAIN, pool, false);
        UUID otherRef = submit(project, "refs/heads/feature", pool, false);
        UUID otherPool = submit(project, MAIN, TestPools.next(), false);
        // When
        UUID newer = submit(project, MAIN, pool, true);
        // Then
        await().atMost(SOON).until(() -> status(older) == BuildStatus.CANCELLED);
        BuildDetails cancelled = Requests.details(older);
        assertThat(cancelled.cancelReason()).isEqualTo("Superseded by build #5");
        assertThat(cancelled.attempts()).isEmpty();
        await().atMost(SOON).until(() -> TestRows.count("SELECT count(*) FROM superseding") == 0);
        assertThat(status(running)).isEqualTo(BuildStatus.RUNNING);
        assertThat(Requests.details(running).cancelRequested()).isFalse();
        assertThat(status(otherRef)).isEqualTo(BuildStatus.QUEUED);
        assertThat(status(otherPool)).isEqualTo(BuildStatus.QUEUED);
        assertThat(status(newer)).isEqualTo(BuildStatus.QUEUED);
        // and what was cancelled is leased to nobody
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        assertThat(List.of(agent.lease().buildId(), agent.lease().buildId()))
                .containsExactlyInAnyOrder(otherRef, newer);
    }

    @Test
    void aCrashBeforeTheCancellingLosesNothing() {
        // Given: two builds, and the wish that the newer one's transaction has left
        String pool = TestPools.next();
        String project = Requests.uniqueProject();
        UUID older = submit(project, MAIN, pool, false);
        UUID newer = submit(project, MAIN, pool, false);
        // When
        TestRows.update("INSERT INTO superseding VALUES (?)", newer);
        // Then
        await().atMost(SOON).until(() -> status(older) == BuildStatus.CANCELLED);
        assertThat(status(newer)).isEqualTo(BuildStatus.QUEUED);
    }

    @Test
    void aRerunSupersedesNothing() {
        // Given
        String pool = TestPools.next();
        String project = Requests.uniqueProject();
        UUID first = submit(project, MAIN, pool, true);
        UUID second = submit(project, MAIN, pool, false);
        // When
        Response rerun = Requests.asDeveloper().post("/internal/v1/builds/" + first + "/rerun");
        // Then
        rerun.then().statusCode(202);
        assertThat(
                        TestRows.count(
                                "SELECT count(*) FROM superseding WHERE build_id = ?::uuid",
                                rerun.<String>path("executionId")))
                .isZero();
        assertThat(status(second)).isEqualTo(BuildStatus.QUEUED);
    }

    @Test
    void aRacingLeaseWins() {
        String pool = TestPools.next();
        UUID session = TestAgent.in(pool).session();
        int leased = 0;
        for (int round = 0; round < 40; round++) {
            // Given
            UUID build = Requests.submit(pool);
            Wish wish = new Wish(new TaskKey(build, 0), session, UUID.randomUUID(), List.of());
            // When
            CompletableFuture<List<Granted>> grant =
                    CompletableFuture.supplyAsync(() -> leases.grant(List.of(wish)));
            boolean cancelled = lifecycle.cancelUnlessBegun(build, "test").isPresent();
            boolean granted = !grant.join().isEmpty();
            // Then
            assertThat(granted).isNotEqualTo(cancelled);
            BuildDetails after = Requests.details(build);
            assertThat(after.status())
                    .isEqualTo(granted ? BuildStatus.RUNNING : BuildStatus.CANCELLED);
            assertThat(after.cancelRequested()).isEqualTo(cancelled);
            leased += granted ? 1 : 0;
        }
        assertThat(leased).isLessThan(40);
    }

    @Test
    void aBuildThatWaitsTooLongIsCancelled() {
        // Given
        String pool = TestPools.next();
        UUID build =
                Requests.submit(
                        Requests.build(
                                Requests.job(Requests.uniqueProject(), MAIN, false, 30), pool));
        UUID patient = Requests.submit(pool);
        assertThat(deadlineIsIn(build, 30)).isTrue();
        // When
        passDeadline(build);
        // Then
        await().atMost(SOON).until(() -> status(build) == BuildStatus.CANCELLED);
        assertThat(Requests.details(build).cancelReason()).startsWith("No agent took it within ");
        assertThat(status(patient)).isEqualTo(BuildStatus.QUEUED);
        assertThat(TestAgent.in(pool).lease().buildId()).isEqualTo(patient);
    }

    @Test
    void aBuildThatHasBegunNeverWaitsTooLong() {
        // Given
        String pool = TestPools.next();
        UUID begun =
                Requests.submit(
                        Requests.build(
                                Requests.job(Requests.uniqueProject(), MAIN, false, 1), pool));
        TestAgent agent = TestAgent.in(pool);
        agent.lease();
        UUID witness =
                Requests.submit(
                        Requests.build(
                                Requests.job(Requests.uniqueProject(), MAIN, false, 1), pool));
        // When: it is handed back, and waits again
        agent.signOff();
        passDeadline(begun);
        passDeadline(witness);
        // Then
        await().atMost(SOON).until(() -> status(witness) == BuildStatus.CANCELLED);
        assertThat(status(begun)).isEqualTo(BuildStatus.RUNNING);
        assertThat(TestAgent.in(pool).lease().buildId()).isEqualTo(begun);
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        for (int wrong : new int[] {0, -1, 10_081}) {
            Response answer =
                    Requests.asDeveloper()
                            .body(Requests.build(Requests.job("P", MAIN, false, wrong), "Linux"))
                            .post("/internal/v1/builds");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.<String>path("violations[0].field"))
                    .isEqualTo("job.queueTimeoutMinutes");
        }
    }

    private static UUID submit(String project, String ref, String pool, boolean supersede) {
        return Requests.submit(Requests.build(Requests.job(project, ref, supersede, null), pool));
    }

    private static BuildStatus status(UUID build) {
        return Requests.details(build).status();
    }

    private static boolean deadlineIsIn(UUID build, int minutes) {
        return TestRows.count(
                        "SELECT round(extract(epoch FROM queue_deadline - ready_at)) FROM task"
                                + " WHERE build_id = ?",
                        build)
                == minutes * 60L;
    }

    private static void passDeadline(UUID build) {
        TestRows.update("UPDATE task SET queue_deadline = now() WHERE build_id = ?", build);
    }
}
