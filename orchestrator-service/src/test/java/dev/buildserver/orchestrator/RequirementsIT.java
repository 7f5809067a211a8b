package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Builds go to agents that have what they need, and to no others. */
@QuarkusTest
class RequirementsIT extends ServiceTest {
    private static final Requirements NINE = sdk("9.0");

    private final String pool = TestPools.next();

    @Test
    void aBuildWaitsForAnAgentThatHasWhatItRequires() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        Requirements required =
                new Requirements(
                        SdkRequirement.of("9.0"), null, "Linux", null, 0, List.of("Git"), Map.of());
        // When
        UUID build = Requests.submit(pool, required);
        // Then
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        BuildDetails waiting = Requests.details(build);
        assertThat(waiting.status()).isEqualTo(BuildStatus.QUEUED);
        assertThat(waiting.waitingReason())
                .isEqualTo("Waiting for an agent with SDK 9.0, Linux, tool git in pool " + pool);
        assertThat(waiting.job().requirements()).isEqualTo(required);
        // When
        TestAgent nine = TestAgent.withSdks(pool, "8.0.404", "9.0.100");
        // Then
        assertThat(nine.lease().buildId()).isEqualTo(build);
        // When
        BuildAccepted again =
                Requests.asDeveloper()
                        .post("/internal/v1/builds/" + build + "/rerun")
                        .as(BuildAccepted.class);
        // Then
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(nine.lease().buildId()).isEqualTo(again.executionId());
    }

    @Test
    void onlyAgentsThatHaveWhatIsRequiredCountAsBusy() {
        // Given
        TestAgent.withSdks(pool, "8.0.404");
        TestAgent nine = TestAgent.in(pool, TestAgent.capabilities(1, "9.0.100"));
        Requests.submit(pool, NINE);
        nine.lease();
        // When
        UUID second = Requests.submit(pool, NINE);
        UUID third = Requests.submit(pool, NINE);
        // Then: what is known of the pool is a moment old
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(Requests.details(second).waitingReason())
                                        .isEqualTo(
                                                "All agents of pool "
                                                        + pool
                                                        + " with SDK 9.0 are busy"));
        Instant start = Requests.details(second).estimatedStartTime();
        BuildDetails last = Requests.details(third);
        assertThat(last.waitingReason())
                .isEqualTo("All agents of pool " + pool + " with SDK 9.0 are busy; 1 before it");
        assertThat(last.queuePosition()).isEqualTo(2);
        assertThat(last.estimatedStartTime()).isAfterOrEqualTo(start);
    }

    @Test
    void amongManyEachBuildFindsAFittingAgent() {
        // Given
        List<TestAgent> eights = agents(4, "8.0.404");
        List<TestAgent> nines = agents(4, "9.0.100");
        List<CompletableFuture<Response>> polls =
                Stream.concat(eights.stream(), nines.stream())
                        .map(agent -> CompletableFuture.supplyAsync(() -> agent.poll("PT10S")))
                        .toList();
        // When
        Set<UUID> needEight = submit(4, sdk("8"));
        Set<UUID> needNine = submit(4, NINE);
        // Then
        List<UUID> leased =
                polls.stream()
                        .map(CompletableFuture::join)
                        .map(answer -> answer.as(LeaseAnswer.class).leases().get(0).buildId())
                        .toList();
        assertThat(leased.subList(0, 4)).containsExactlyInAnyOrderElementsOf(needEight);
        assertThat(leased.subList(4, 8)).containsExactlyInAnyOrderElementsOf(needNine);
    }

    @Test
    void whatAnAgentFindsOutIsRequiredFromThenOn() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        BuildJob job = Requests.job(Requests.uniqueProject());
        UUID build = Requests.submit(Requests.build(job, pool));
        String message = "global.json asks for .NET SDK 9.0.100; this agent has [8.0.404]";
        AttemptResult handBack = TestAgent.lacking(pinned("9.0.100"), message);
        Lease lease = eight.lease();
        // When
        TestAgent.result(lease, handBack).then().statusCode(200);
        Response repeated = TestAgent.result(lease, handBack);
        // Then
        assertThat(repeated.<String>path("taskStatus")).isEqualTo("Ready");
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        BuildDetails waiting = Requests.details(build);
        assertThat(waiting.waitingReason())
                .isEqualTo(
                        "Waiting for an agent with SDK 9.0.100 (rollForward: latestPatch) in pool "
                                + pool);
        assertThat(waiting.attempts())
                .extracting(AttemptSummary::outcome, AttemptSummary::reason)
                .containsExactly(tuple("Returned", message));
        // When
        TestAgent nine = TestAgent.withSdks(pool, "9.0.104");
        Lease second = nine.lease();
        TestAgent.result(second, TestAgent.succeeded(0)).then().statusCode(200);
        // Then
        assertThat(second.buildId()).isEqualTo(build);
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.SUCCEEDED);
        // When
        UUID next = Requests.submit(Requests.build(job, pool));
        UUID ofAnother = Requests.submit(pool);
        // Then
        assertThat(eight.lease().buildId()).isEqualTo(ofAnother);
        assertThat(eight.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(nine.lease().buildId()).isEqualTo(next);
    }

    @Test
    void handingBackIsNoFailureAndAddsToWhatWasAskedFor() {
        // Given
        Requirements docker = new Requirements(null, null, null, null, 0, List.of("git"), Map.of());
        UUID build = Requests.submit(pool, docker);
        // When: more often than a task may fail
        for (int major = 6; major < 10; major++) {
            Lease lease = TestAgent.withSdks(pool, major + ".0.100").lease();
            assertThat(lease.buildId()).isEqualTo(build);
            TestAgent.result(
                            lease,
                            TestAgent.lacking(pinned(major + 1 + ".0.100"), "another, please"))
                    .then()
                    .statusCode(200);
        }
        // Then
        assertThat(Requests.details(build).waitingReason())
                .isEqualTo(
                        "Waiting for an agent with SDK 10.0.100 (rollForward: latestPatch), tool"
                                + " git in pool "
                                + pool);
        Lease last = TestAgent.withSdks(pool, "10.0.100").lease();
        TestAgent.result(last, TestAgent.succeeded(0)).then().statusCode(200);
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(last.attemptNo()).isEqualTo(5);
    }

    @Test
    void anAgentThatLacksWhatItRegisteredWithIsAtFault() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        UUID build = Requests.submit(pool);
        // When
        TestAgent.result(eight.lease(), TestAgent.lacking(pinned("8.0.400"), "no such SDK"))
                .then()
                .statusCode(200);
        // Then
        AttemptSummary attempt = Requests.details(build).attempts().get(0);
        assertThat(attempt.outcome()).isEqualTo("Infra");
        assertThat(attempt.reason()).contains(eight.name(), "8.0.400", "no such SDK");
        assertThat(TestAgent.withSdks(pool, "6.0.100").lease().buildId()).isEqualTo(build);
    }

    @Test
    void theOnlyAgentThatFitsMayTryAgain() {
        // Given
        TestAgent.withSdks(pool, "8.0.404");
        TestAgent nine = TestAgent.withSdks(pool, "9.0.100");
        UUID build = Requests.submit(pool, NINE);
        // When
        TestAgent.result(nine.lease(), TestAgent.outcome(Outcome.INFRA, null, "disk full", 0))
                .then()
                .statusCode(200);
        // Then: long before an agent stops being excluded by age
        assertThat(nine.lease().buildId()).isEqualTo(build);
    }

    @Test
    void needsThatCannotBeMeantAreRefused() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        UUID build = Requests.submit(pool);
        Lease lease = eight.lease();
        // When
        Response none = TestAgent.result(lease, TestAgent.lacking(Requirements.NONE, "x"));
        Response odd = TestAgent.result(lease, TestAgent.lacking(pinned("latest"), "x"));
        Response success =
                TestAgent.result(
                        lease,
                        new AttemptResult(
                                Outcome.SUCCEEDED,
                                null,
                                null,
                                0,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                pinned("9.0.100")));
        // Then
        assertThat(none.<String>path("violations[0].field")).isEqualTo("needs.pinnedSdk");
        assertThat(odd.<String>path("violations[0].field")).isEqualTo("needs.pinnedSdk.version");
        assertThat(success.<String>path("violations[0].field")).isEqualTo("needs");
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.RUNNING);
    }

    @Test
    void aBuildThatIsCancelledIsNotHandedOn() {
        // Given
        TestAgent eight = TestAgent.withSdks(pool, "8.0.404");
        TestAgent nine = TestAgent.withSdks(pool, "9.0.100");
        UUID build = Requests.submit(pool, sdk("8"));
        Lease lease = eight.lease();
        Requests.asBuildMaster().post("/internal/v1/builds/" + build + "/cancel");
        // When
        TestAgent.result(lease, TestAgent.lacking(pinned("9.0.100"), "x")).then().statusCode(200);
        Response late = TestAgent.result(lease, TestAgent.lacking(pinned("9.0.200"), "x"));
        // Then
        assertThat(late.<String>path("code")).isEqualTo("STALE_ATTEMPT");
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.CANCELLED);
        assertThat(nine.poll("PT1S").statusCode()).isEqualTo(204);
    }

    private List<TestAgent> agents(int count, String sdk) {
        return IntStream.range(0, count).mapToObj(i -> TestAgent.withSdks(pool, sdk)).toList();
    }

    private Set<UUID> submit(int count, Requirements required) {
        return IntStream.range(0, count)
                .mapToObj(i -> Requests.submit(pool, required))
                .collect(Collectors.toSet());
    }

    private static Requirements sdk(String version) {
        return new Requirements(SdkRequirement.of(version), null, null, null, 0, null, null);
    }

    private static Requirements pinned(String version) {
        return Requirements.pinned(new SdkRequirement(version, RollForward.LATEST_PATCH, true));
    }
}
