package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.orchestrator.scheduling.DurationStore;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of builds before they begin and end, learnt from those that did. */
@QuarkusTest
class EstimatesIT extends ServiceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final String pool = TestPools.next();
    private final BuildJob job = Requests.job(Requests.uniqueProject());
    // One of its own has no history.
    private final String tenant = UUID.randomUUID().toString();

    private TestAgent agent;

    @BeforeEach
    void register() {
        agent = TestAgent.in(pool, TestAgent.capabilities(1, "8.0.404"));
    }

    @Test
    void whatWasNeverBuiltTakesFiveMinutes() {
        // When
        BuildAccepted accepted = submit(job);
        // Then
        assertThat(accepted.estimatedDuration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(accepted.estimatedStartTime())
                .isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void durationsAreLearntOfTheKindOfBuild() {
        // Given
        Lease release = succeed(job, 100);
        Lease debug = succeed(debug(job), 40);
        // Then
        awaitLearnt(release, 100);
        awaitLearnt(debug, 40);
        // Then: another strategy is expected to take what the project's last build took
        assertThat(submit(job, BuildStrategy.INCREMENTAL).estimatedDuration())
                .isCloseTo(Duration.ofSeconds(40), Duration.ofSeconds(4));
        // Then: another project, what the tenant's builds take
        assertThat(submit(Requests.job(Requests.uniqueProject())).estimatedDuration())
                .isBetween(Duration.ofSeconds(38), Duration.ofSeconds(102));
    }

    @Test
    void whatFailedTeachesNothing() {
        // Given
        Lease failed = lease(job, 7);
        TestAgent.result(
                        failed,
                        TestAgent.outcome(
                                Outcome.FAILED, FailureReason.COMPILE_ERRORS, "CS1002", 0))
                .then()
                .statusCode(200);
        // When
        succeed(job, 100);
        // Then
        awaitLearnt(failed, 100);
    }

    @Test
    void anOutlierIsNotBelieved() {
        // Given
        succeed(job, 60);
        succeed(job, 60);
        Lease last = succeed(job, 36_000);
        // Then: it counts as three times the usual, as the newest
        awaitLearnt(last, 107);
    }

    @Test
    void aRunningBuildNeedsTheStagesThatAreLeft() {
        // Given
        Lease first = lease(job, 100);
        TestAgent.events(
                        first,
                        1,
                        begins(0, StageName.CLONE),
                        ends(10, StageName.CLONE),
                        begins(10, StageName.RESTORE),
                        ends(30, StageName.RESTORE),
                        begins(30, StageName.BUILD),
                        ends(70, StageName.BUILD),
                        begins(70, StageName.TEST),
                        ends(100, StageName.TEST))
                .then()
                .statusCode(200);
        TestAgent.result(first, TestAgent.succeeded(1)).then().statusCode(200);
        awaitLearnt(first, 100);
        // When: the clone was slow, and it restores for 5 s
        Lease second = lease(job, 65);
        TestAgent.events(
                        second,
                        1,
                        begins(0, StageName.CLONE),
                        ends(60, StageName.CLONE),
                        begins(60, StageName.RESTORE))
                .then()
                .statusCode(200);
        TestClock.stagesBegan(second.attemptUid(), Duration.ofSeconds(65));
        // Then
        assertThat(details(second)).satisfies(takes(65 + 15 + 40 + 30));
        assertThat(details(second).currentStage()).isEqualTo(StageName.RESTORE);
        // When: 75 s later, so that it is late by 60 s
        TestClock.leasedBefore(second.attemptUid(), Duration.ofSeconds(140));
        TestClock.stagesBegan(second.attemptUid(), Duration.ofSeconds(75));
        // Then
        assertThat(details(second)).satisfies(takes(140 + 30 + 40 + 30));
    }

    @Test
    void aWaitingBuildStartsWhenThoseBeforeItAreDone() {
        // Given
        awaitLearnt(succeed(job, 100), 100);
        Lease running = lease(job, 30);
        // When
        UUID next = submit(job).executionId();
        UUID last = submit(job).executionId();
        UUID another = submit(Requests.job(Requests.uniqueProject())).executionId();
        // Then: projects take turns
        await().atMost(SOON).untilAsserted(() -> assertThat(details(next)).satisfies(startsIn(70)));
        assertThat(details(another)).satisfies(startsIn(170));
        assertThat(details(last)).satisfies(startsIn(270));
    }

    @Test
    void aRetryStartsNotBeforeItsTime() {
        // Given
        Lease lease = lease(job, 20);
        // When
        TestAgent.result(lease, TestAgent.outcome(Outcome.INFRA, null, "disk full", 0))
                .then()
                .statusCode(200);
        BuildDetails waiting = details(lease);
        // Then: what it took so far, the pause, and the whole again
        assertThat(waiting.waitingReason()).startsWith("It is tried again in");
        assertThat(waiting.estimatedDuration())
                .isBetween(Duration.ofSeconds(320), Duration.ofSeconds(330));
    }

    @Test
    void lessonsOfManyReplicasAtTheSameTimeAreKept() {
        // Given
        List<UUID> attempts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            attempts.add(succeed(Requests.job(Requests.uniqueProject()), 20).attemptUid());
        }
        attempts.add(UUID.randomUUID());
        DurationStore store = CDI.current().select(DurationStore.class).get();
        // When: each in another order
        List<CompletableFuture<Void>> lessons = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            List<UUID> some = new ArrayList<>(attempts);
            Collections.rotate(some, i);
            lessons.add(CompletableFuture.runAsync(() -> store.learn(some)));
        }
        lessons.forEach(CompletableFuture::join);
        // Then
        assertThat(store.ofPool(pool)).hasSize(12);
        assertThat(store.ofPool(pool))
                .allSatisfy(build -> assertThat(build.whole()).isCloseTo(20, within(4.0)));
    }

    /** What an ended build was like is what the next is expected to be. */
    private void awaitLearnt(Lease ended, long seconds) {
        await("what is learnt of " + ended.job().projectName())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> {
                            agent.heartbeat();
                            assertThat(details(ended)).satisfies(takes(seconds));
                        });
    }

    private static Consumer<BuildDetails> takes(long seconds) {
        return build ->
                assertThat(build.estimatedDuration())
                        .isCloseTo(Duration.ofSeconds(seconds), Duration.ofSeconds(4));
    }

    private static Consumer<BuildDetails> startsIn(long seconds) {
        return build ->
                assertThat(build.estimatedStartTime())
                        .isCloseTo(
                                Instant.now().plusSeconds(seconds), within(5, ChronoUnit.SECONDS));
    }

    /** A build that takes so long, and succeeds. */
    private Lease succeed(BuildJob job, long seconds) {
        Lease lease = lease(job, seconds);
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        return lease;
    }

    /** A build that runs for so long. */
    private Lease lease(BuildJob job, long seconds) {
        submit(job);
        Lease lease = agent.lease();
        // Else the server takes it as not delivered, so long ago.
        agent.heartbeat(lease.attemptUid());
        TestClock.leasedBefore(lease.attemptUid(), Duration.ofSeconds(seconds));
        return lease;
    }

    private static EventRecord begins(long second, StageName stage) {
        return new EventRecord.Stage(second * 1_000, stage, StageStatus.RUNNING, null, null, null);
    }

    private static EventRecord ends(long second, StageName stage) {
        return new EventRecord.Stage(
                second * 1_000, stage, StageStatus.SUCCEEDED, null, null, null);
    }

    private BuildAccepted submit(BuildJob job) {
        return submit(job, BuildStrategy.CLEAN);
    }

    private BuildAccepted submit(BuildJob job, BuildStrategy strategy) {
        Response answer =
                asTenant()
                        .body(
                                new SubmitBuild(
                                        job,
                                        pool,
                                        strategy,
                                        BuildPriority.NORMAL,
                                        false,
                                        "dev@example.com"))
                        .post("/internal/v1/builds");
        answer.then().statusCode(202);
        return answer.as(BuildAccepted.class);
    }

    private BuildDetails details(Lease lease) {
        return details(lease.buildId());
    }

    private BuildDetails details(UUID build) {
        return asTenant().get("/internal/v1/builds/" + build).as(BuildDetails.class);
    }

    private RequestSpecification asTenant() {
        return Requests.with(
                TestTokens.user("Developer", "dev@example.com", Map.of("tenant", tenant)));
    }

    private static BuildJob debug(BuildJob job) {
        return new BuildJob(
                job.projectName(),
                job.repositoryUrl(),
                job.gitRef(),
                job.solutionPath(),
                "Debug",
                null,
                job.platform(),
                null,
                Map.of(),
                true,
                true,
                true,
                10,
                Map.of(),
                job.requesterEmail(),
                Map.of(),
                null,
                false);
    }
}
