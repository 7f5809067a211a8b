package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SubmissionIT extends ServiceTest {
    private static final String BUILDS = "/internal/v1/builds";

    @Test
    void aBuildIsAcceptedWithItsForecastAndTrace() {
        // Given
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String pool = TestPools.next();
        // When
        Response response =
                Requests.asDeveloper()
                        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .body(Requests.build(Requests.job(Requests.uniqueProject()), pool))
                        .post(BUILDS);
        // Then
        response.then().statusCode(202);
        BuildAccepted accepted = response.as(BuildAccepted.class);
        assertThat(accepted.status()).isEqualTo(BuildStatus.QUEUED);
        assertThat(accepted.queuePosition()).isEqualTo(1);
        assertThat(accepted.traceId()).isEqualTo(trace);
        assertThat(accepted.estimatedDuration()).isPositive();
        assertThat(accepted.estimatedStartTime()).isAfter(Instant.now().minusSeconds(60));
        BuildDetails details = Requests.details(accepted.executionId());
        assertThat(details.traceId()).isEqualTo(trace);
        assertThat(details.buildNumber()).isEqualTo(1);
        assertThat(details.waitingReason()).contains("No agent of pool " + pool);
        assertThat(details.queuePosition()).isEqualTo(1);
        assertThat(details.stages()).hasSize(6);
    }

    @Test
    void higherPrioritiesComeFirst() {
        // Given
        String pool = TestPools.next();
        SubmitBuild normal = Requests.build(Requests.job(Requests.uniqueProject()), pool);
        SubmitBuild high =
                new SubmitBuild(
                        normal.job(),
                        pool,
                        BuildStrategy.CLEAN,
                        BuildPriority.HIGH,
                        false,
                        "dev@example.com");
        UUID first = Requests.submit(normal);
        // When
        UUID second = Requests.submit(high);
        // Then
        assertThat(Requests.details(second).queuePosition()).isEqualTo(1);
        assertThat(Requests.details(first).queuePosition()).isEqualTo(2);
    }

    @Test
    void numbersCountPerProjectWithoutHole() {
        // Given
        BuildJob job = Requests.job(Requests.uniqueProject());
        // When
        CompletableFuture<?>[] submissions =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        Requests.submit(
                                                                Requests.build(job, "Docker"))))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(submissions).join();
        // Then
        assertThat(
                        Requests.asDeveloper()
                                .get(BUILDS + "?project=" + job.projectName())
                                .jsonPath()
                                .getList("builds.buildNumber", Integer.class))
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @ParameterizedTest
    @EnumSource(
            value = BuildStrategy.class,
            names = {"DISTRIBUTED", "CANARY"})
    void strategiesThatAreMissingAreRefused(BuildStrategy strategy) {
        // When
        Response response = submit(Requests.uniqueProject(), "Linux", strategy, false);
        // Then
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.<String>path("code")).isEqualTo("STRATEGY_UNAVAILABLE");
        assertThat(response.<String>path("detail")).contains(strategy + " is not available");
    }

    @Test
    void theServerChoosesAStrategyAndSaysWhy() {
        // When
        BuildDetails chosen = details(submit(Requests.uniqueProject(), "Linux", null, false));
        BuildDetails forced =
                details(submit(Requests.uniqueProject(), "Linux", BuildStrategy.INCREMENTAL, true));
        // Then
        assertThat(chosen.strategy()).isEqualTo(BuildStrategy.CACHED);
        assertThat(chosen.strategyReason()).contains("None was requested");
        assertThat(forced.strategy()).isEqualTo(BuildStrategy.CLEAN);
        assertThat(forced.strategyReason()).contains("forced");
    }

    @Test
    void anUnknownPoolIsNamedWithThoseThatExist() {
        // When
        Response response = submit(Requests.uniqueProject(), "Solaris", null, false);
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("violations[0].field")).isEqualTo("targetPool");
        assertThat(response.<String>path("violations[0].message"))
                .contains("Solaris")
                .contains("Linux")
                .contains("MacOS");
    }

    @Test
    void whatTheDatabaseReliesOnIsChecked() {
        // When
        Response response = Requests.asDeveloper().body("{\"job\":{}}").post(BUILDS);
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getList("violations.field", String.class))
                .contains("job.projectName", "job.gitRef", "job.timeoutMinutes", "targetPool");
    }

    @Test
    void aRepeatedKeyGetsTheSameBuildAndAnotherRequestIsRefused() {
        // Given
        String key = UUID.randomUUID().toString();
        SubmitBuild build = Requests.build(Requests.job(Requests.uniqueProject()), "Docker");
        SubmitBuild other = Requests.build(Requests.job(Requests.uniqueProject()), "Docker");
        // When
        Response first = withKey(key, build);
        Response again = withKey(key, build);
        Response reused = withKey(key, other);
        // Then
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.<String>path("executionId")).isEqualTo(first.path("executionId"));
        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(reused.<String>path("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void oneKeyMakesOneBuildHoweverOftenItComesAtOnce() {
        // Given
        String key = UUID.randomUUID().toString();
        SubmitBuild build = Requests.build(Requests.job(Requests.uniqueProject()), "Docker");
        // When
        long builds =
                IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> withKey(key, build)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(response -> response.<String>path("executionId"))
                        .distinct()
                        .count();
        // Then
        assertThat(builds).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "ümlaut"})
    void aKeyThatIsNoKeyIsRefused(String key) {
        // When
        Response response =
                withKey(key, Requests.build(Requests.job(Requests.uniqueProject()), "Docker"));
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aProjectBelongsToItsRepository() {
        // Given
        String project = Requests.uniqueProject();
        Requests.submit(Requests.build(Requests.job(project), "Docker"));
        SubmitBuild elsewhere =
                Requests.build(Requests.job(project, "https://git.example.com/evil"), "Docker");
        SubmitBuild sameInOtherForm =
                Requests.build(
                        Requests.job(
                                project,
                                Requests.job(project)
                                                .repositoryUrl()
                                                .replace("git.example.com", "GIT.example.com")
                                        + ".git/"),
                        "Docker");
        // When
        Response refused = Requests.asDeveloper().body(elsewhere).post(BUILDS);
        Response allowed = Requests.asBuildMaster().body(elsewhere).post(BUILDS);
        Response same = Requests.asDeveloper().body(sameInOtherForm).post(BUILDS);
        // Then
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("code")).isEqualTo("PROJECT_REPOSITORY_MISMATCH");
        assertThat(allowed.statusCode()).isEqualTo(202);
        assertThat(same.statusCode()).isEqualTo(202);
    }

    @Test
    void aRerunAsksForTheSameAgain() {
        // Given
        UUID build = Requests.submit("Docker");
        // When
        Response response = Requests.asDeveloper().post(BUILDS + "/" + build + "/rerun");
        // Then
        response.then().statusCode(202);
        BuildDetails rerun = details(response);
        assertThat(rerun.executionId()).isNotEqualTo(build);
        assertThat(rerun.rerunOf()).isEqualTo(build);
        assertThat(rerun.buildNumber()).isEqualTo(2);
        assertThat(rerun.job()).isEqualTo(Requests.details(build).job());
    }

    @Test
    void aRerunOfNothingIsNotFound() {
        Requests.asDeveloper()
                .post(BUILDS + "/" + UUID.randomUUID() + "/rerun")
                .then()
                .statusCode(404);
    }

    @Test
    void textsThatPostgresqlCannotHoldAreStored() {
        // Given
        BuildJob job = Requests.job(Requests.uniqueProject());
        BuildJob odd =
                new BuildJob(
                        job.projectName(),
                        job.repositoryUrl(),
                        job.gitRef(),
                        job.solutionPath(),
                        "Rel\0ease",
                        null,
                        null,
                        null,
                        java.util.Map.of("Odd", "a\0b\\u0000"),
                        true,
                        true,
                        true,
                        10,
                        null,
                        job.requesterEmail(),
                        null,
                        null,
                        false);
        // When
        UUID build = Requests.submit(Requests.build(odd, "Docker"));
        // Then
        assertThat(Requests.details(build).job().buildProperties())
                .containsEntry("Odd", "a\uFFFDb\\u0000");
    }

    private static BuildDetails details(Response accepted) {
        accepted.then().statusCode(202);
        return Requests.details(accepted.as(BuildAccepted.class).executionId());
    }

    private static Response withKey(String key, SubmitBuild build) {
        return Requests.with(TestTokens.developer())
                .header("Idempotency-Key", key)
                .body(build)
                .post(BUILDS);
    }

    private static Response submit(
            String project, String pool, BuildStrategy strategy, boolean forceClean) {
        return Requests.asDeveloper()
                .body(
                        new SubmitBuild(
                                Requests.job(project), pool, strategy, null, forceClean, null))
                .post(BUILDS);
    }
}
