package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestFailure;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.fixture.ArtifactCalls;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResultIT extends ServiceTest {
    @ArtifactCalls Queue<String> artifactCalls;

    @Test
    void aRepeatedResultGetsTheFirstAnswer() {
        // Given
        Lease lease = EventsIT.lease();
        AttemptResult result = TestAgent.succeeded(0);
        // When
        List<Response> answers =
                IntStream.range(0, 6)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> TestAgent.result(lease, result)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.<String>path("taskStatus"))
                .containsOnly("Succeeded");
        assertThat(Requests.details(lease.buildId()).attempts()).hasSize(1);
    }

    @Test
    void anotherResultOfAnEndedAttemptIsStale() {
        // Given
        Lease lease = EventsIT.lease();
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        // When
        Response other =
                TestAgent.result(
                        lease,
                        TestAgent.outcome(Outcome.FAILED, FailureReason.COMPILE_ERRORS, "no", 0));
        // Then
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.<String>path("code")).isEqualTo("STALE_ATTEMPT");
        assertThat(Requests.details(lease.buildId()).status()).isEqualTo(BuildStatus.SUCCEEDED);
    }

    @Test
    void aResultBeforeTheLastBatchIsRefused() {
        // Given
        Lease lease = EventsIT.lease();
        TestAgent.events(lease, 1, EventsIT.log("one")).then().statusCode(200);
        // When
        Response early = TestAgent.result(lease, TestAgent.succeeded(3));
        // Then
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.<String>path("code")).isEqualTo("LOG_INCOMPLETE");
        assertThat(early.<Integer>path("nextBatch")).isEqualTo(2);
        assertThat(Requests.details(lease.buildId()).status()).isEqualTo(BuildStatus.RUNNING);
    }

    @Test
    void aFailureIsToldWithAllThatIsKnown() {
        // Given
        Lease lease = EventsIT.lease();
        Instant time = Instant.parse("2026-01-01T10:00:00Z");
        StageResult stage =
                new StageResult(
                        StageName.TEST,
                        StageStatus.FAILED,
                        time,
                        time.plusSeconds(3),
                        "1 test failed",
                        0,
                        1);
        TestResults tests =
                new TestResults(
                        3,
                        2,
                        1,
                        0,
                        Duration.ofSeconds(2),
                        List.of(new TestFailure("A.B", "no\0pe", "at A", Duration.ofMillis(5))));
        Diagnostic warning =
                new Diagnostic(Diagnostic.Severity.WARNING, null, "hm", null, 0, 0, null);
        // When
        TestAgent.result(
                        lease,
                        new AttemptResult(
                                Outcome.FAILED,
                                FailureReason.TEST_FAILURES,
                                "1 of 3 tests failed",
                                0,
                                "d".repeat(40),
                                "main",
                                List.of(stage),
                                tests,
                                List.of(warning),
                                null))
                .then()
                .statusCode(200);
        // Then
        BuildDetails build = Requests.details(lease.buildId());
        assertThat(build.status()).isEqualTo(BuildStatus.FAILED);
        assertThat(build.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(build.errorMessage()).isEqualTo("1 of 3 tests failed");
        assertThat(build.stages().get(3)).isEqualTo(stage);
        assertThat(build.testResults().failures().get(0).message()).isEqualTo("no\uFFFDpe");
        assertThat(build.testResults().failed()).isEqualTo(1);
        assertThat(build.diagnostics()).containsExactly(warning);
        assertThat(build.commit()).isEqualTo("d".repeat(40));
        assertThat(build.acceptedAttempt()).isEqualTo(lease.attemptUid());
        assertThat(build.attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Accepted");
        assertThat(build.endTime()).isNotNull();
    }

    @Test
    void whatTheCacheDidIsKept() {
        // Given
        Lease lease = EventsIT.lease();
        BuildCacheReport report =
                new BuildCacheReport(
                        new ProjectReport("All.sln", CacheOutcome.HIT, null, List.of(), 900, 0, 40),
                        List.of(
                                new ProjectReport(
                                        "src/App/App.csproj",
                                        CacheOutcome.MISS,
                                        "its inputs are others",
                                        List.of("file src/App/a.cs changed"),
                                        0,
                                        1200,
                                        60)));
        AttemptResult result =
                new AttemptResult(
                        Outcome.FAILED,
                        FailureReason.TEST_FAILURES,
                        "1 test failed",
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        report);
        String path = "/internal/v1/builds/" + lease.buildId() + "/cache";
        BuildCacheReport before = Requests.asDeveloper().get(path).as(BuildCacheReport.class);
        // When
        TestAgent.result(lease, result).then().statusCode(200);
        // Then
        assertThat(before).isEqualTo(new BuildCacheReport(null, List.of()));
        assertThat(Requests.asDeveloper().get(path).as(BuildCacheReport.class)).isEqualTo(report);
    }

    @Test
    void infrastructureFailuresAreTriedAgainElsewhereAndThenFailTheBuild() {
        // Given
        String pool = TestPools.next();
        TestAgent one = TestAgent.in(pool);
        TestAgent two = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        AttemptResult infra = TestAgent.outcome(Outcome.INFRA, null, "disk full", 0);
        // When
        Response first = TestAgent.result(one.lease(), infra);
        Lease second = two.lease();
        TestAgent.result(second, infra).then().statusCode(200);
        Lease third = one.lease();
        Response last = TestAgent.result(third, infra);
        // Then
        assertThat(first.<String>path("taskStatus")).isEqualTo("Ready");
        assertThat(third.attemptNo()).isEqualTo(3);
        assertThat(last.<String>path("taskStatus")).isEqualTo("Failed");
        BuildDetails details = Requests.details(build);
        assertThat(details.status()).isEqualTo(BuildStatus.FAILED);
        assertThat(details.failureReason()).isEqualTo(FailureReason.INFRASTRUCTURE_ERROR);
        assertThat(details.errorMessage()).contains("disk full").contains("3 times");
        assertThat(details.attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Infra", "Infra", "Infra");
    }

    @Test
    void aRetryGoesToAnotherAgentWhileThereIsOne() {
        // Given
        String pool = TestPools.next();
        TestAgent bad = TestAgent.in(pool);
        TestAgent good = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        TestAgent.result(bad.lease(), TestAgent.outcome(Outcome.INFRA, null, "broken", 0));
        BuildDetails waiting = Requests.details(build);
        // When
        Response excluded = bad.poll("PT1.5S");
        Lease lease = good.lease();
        // Then
        assertThat(waiting.status()).isEqualTo(BuildStatus.RUNNING);
        assertThat(excluded.statusCode()).isEqualTo(204);
        assertThat(lease.buildId()).isEqualTo(build);
        assertThat(lease.attemptNo()).isEqualTo(2);
    }

    @Test
    void whatIsHandedBackIsFreeAtOnceAndCountsAsNoFailure() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        AttemptResult returned = TestAgent.outcome(Outcome.RETURNED, null, "stopping", 0);
        // When
        for (int i = 0; i < 5; i++) {
            TestAgent.result(agent.lease(), returned).then().statusCode(200);
        }
        Lease sixth = agent.lease();
        // Then
        assertThat(sixth.attemptNo()).isEqualTo(6);
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.RUNNING);
    }

    @Test
    void aGenuineReceiptMakesTheArtifactServiceKeepTheArtifacts() {
        // Given
        Lease lease = EventsIT.lease();
        SealReceipt receipt = receipt(lease.attemptUid(), "Receipt");
        // When
        TestAgent.result(lease, withReceipt(receipt)).then().statusCode(200);
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(artifactCalls)
                                        .contains(
                                                "POST /internal/v1/attempts/"
                                                        + lease.attemptUid()
                                                        + "/publish"));
    }

    @Test
    void artifactsOfAnAttemptThatDoesNotCountAreDropped() {
        // Given
        Lease lease = EventsIT.lease();
        // When
        TestAgent.result(lease, TestAgent.outcome(Outcome.INFRA, null, "broken", 0));
        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(artifactCalls)
                                        .contains(
                                                "DELETE /internal/v1/attempts/"
                                                        + lease.attemptUid()));
    }

    @Test
    void aReceiptThatIsNotGenuineIsRefused() {
        // Given
        Lease lease = EventsIT.lease();
        SealReceipt others = receipt(UUID.randomUUID(), "Receipt");
        SealReceipt selfMade = receipt(lease.attemptUid(), "Lease");
        SealReceipt genuine = receipt(lease.attemptUid(), "Receipt");
        SealReceipt changed = new SealReceipt(genuine.manifestDigest(), 3, 7, genuine.token());
        // Then
        for (SealReceipt receipt : List.of(others, selfMade, changed)) {
            Response refused = TestAgent.result(lease, withReceipt(receipt));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.<String>path("code")).isEqualTo("RESULT_REFUSED");
        }
        assertThat(Requests.details(lease.buildId()).status()).isEqualTo(BuildStatus.RUNNING);
    }

    @Test
    void aBuildThatRunsTooLongIsEndedByTheServer() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lease = agent.lease();
        TestClock.expireDeadline(lease.attemptUid());
        // When
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Requests.details(build).status() == BuildStatus.FAILED);
        // Then
        BuildDetails details = Requests.details(build);
        assertThat(details.failureReason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(details.attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Timeout");
        assertThat(agent.heartbeat(lease.attemptUid()).revoked())
                .containsExactly(lease.attemptUid());
    }

    private static AttemptResult withReceipt(SealReceipt receipt) {
        return new AttemptResult(
                Outcome.SUCCEEDED, null, null, 0, null, null, null, null, null, receipt);
    }

    private static SealReceipt receipt(UUID attempt, String role) {
        String digest = "0".repeat(64);
        String token =
                TestTokens.internal(
                        "artifact-service",
                        role,
                        Map.of(
                                "attempt",
                                attempt.toString(),
                                "manifestDigest",
                                digest,
                                "count",
                                2,
                                "bytes",
                                7));
        return new SealReceipt(digest, 2, 7, token);
    }
}
