package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.fixture.ArtifactCalls;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.orchestrator.log.LogPacks;
import dev.buildserver.orchestrator.retention.RetentionStore;
import dev.buildserver.orchestrator.submission.SubmissionStore;
import dev.buildserver.storage.ObjectStorage;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Old builds and agents go with all that belongs to them; others stay. */
@QuarkusTest
class RetentionIT extends ServiceTest {
    private static final Map<String, String> ROWS_OF_A_BUILD =
            Map.of(
                    "build", "SELECT count(*) FROM build WHERE build_id = ?",
                    "task", "SELECT count(*) FROM task WHERE build_id = ?",
                    "attempt", "SELECT count(*) FROM attempt WHERE build_id = ?");
    private static final List<String> OF_ATTEMPTS = List.of("stage", "log_batch");
    private static final Duration AGE = Duration.ofMillis(100);

    @Inject RetentionStore store;
    @Inject SubmissionStore submissions;
    @Inject LogPacks packs;
    @Inject ObjectStorage storage;
    @ArtifactCalls Queue<String> artifactCalls;

    private final String pool = TestPools.next();

    @Test
    void anOldBuildGoesWithAllThatBelongsToIt() {
        // Given
        Lease lease = built();
        // When
        await().until(() -> store.removeBuilds(AGE, 1_000) >= 0 && isGone(lease.buildId()));
        // Then
        ROWS_OF_A_BUILD.forEach(
                (table, sql) ->
                        assertThat(TestRows.count(sql, lease.buildId())).as(table).isZero());
        OF_ATTEMPTS.forEach(
                table -> assertThat(rowsOf(table, lease.attemptUid())).as(table).isZero());
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(artifactCalls)
                                        .contains(
                                                "DELETE /internal/v1/attempts/"
                                                        + lease.attemptUid()));
    }

    @Test
    void whatIsNotOldOrNotEndedStays() {
        // Given
        Lease ended = built();
        Lease running = lease();
        UUID waiting = Requests.submit(pool);
        // When
        store.removeBuilds(Duration.ofHours(1), 1_000);
        // Then
        assertThat(isGone(ended.buildId())).isFalse();
        // When
        await().until(() -> store.removeBuilds(AGE, 1_000) >= 0 && isGone(ended.buildId()));
        // Then
        assertThat(isGone(running.buildId())).isFalse();
        assertThat(isGone(waiting)).isFalse();
        TestAgent.result(running, TestAgent.succeeded(0)).then().statusCode(200);
    }

    @Test
    void oneStepTakesTheOldestAndNoMoreThanAskedFor() {
        // Given
        removeAllThatEnded();
        UUID first = built().buildId();
        UUID second = built().buildId();
        // When
        await().until(() -> store.removeBuilds(AGE, 1) == 1);
        // Then
        assertThat(isGone(first)).isTrue();
        assertThat(isGone(second)).isFalse();
    }

    @Test
    void replicasThatRemoveAtTheSameTimeTakeEachBuildOnce() {
        // Given
        removeAllThatEnded();
        List<UUID> builds = IntStream.range(0, 6).mapToObj(i -> built().buildId()).toList();
        await().pollDelay(AGE.plusMillis(100)).until(() -> true);
        // When
        List<CompletableFuture<Integer>> removed =
                IntStream.range(0, 6)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> store.removeBuilds(AGE, 2)))
                        .toList();
        // Then
        assertThat(removed.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(6);
        assertThat(builds).allMatch(RetentionIT::isGone);
    }

    @Test
    void anAgentThatIsGoneForLongIsForgotten() {
        // Given
        TestAgent gone = TestAgent.in(pool);
        gone.signOff();
        TestAgent kept = TestAgent.in(pool);
        Requests.asBuildMaster()
                .body(new SetMaintenance(true, "New disk"))
                .post("/internal/v1/agents/" + kept.name() + "/maintenance")
                .then()
                .statusCode(200);
        kept.signOff();
        TestAgent connected = TestAgent.in(pool);
        // When
        store.removeAgents(Duration.ofHours(1), 1_000);
        // Then
        assertThat(knows(gone)).isTrue();
        // When
        await().until(() -> store.removeAgents(AGE, 1_000) >= 0 && !knows(gone));
        // Then
        assertThat(knows(kept)).isTrue();
        assertThat(knows(connected)).isTrue();
        assertThat(TestAgent.named(gone.name(), pool).heartbeat()).isNotNull();
    }

    @Test
    void anAgentKeepsItsLastSessionOnly() {
        // Given
        TestAgent first = TestAgent.in(pool);
        TestAgent second = TestAgent.named(first.name(), pool);
        second.signOff();
        String sessions = "SELECT count(*) FROM agent_session WHERE agent_id = ?";
        // When
        await().until(
                        () ->
                                store.removeSessions(AGE, 1_000) >= 0
                                        && TestRows.count(sessions, first.name()) == 1);
        // Then
        assertThat(
                        TestRows.count(
                                "SELECT count(*) FROM agent_session WHERE session_id = ?",
                                second.session()))
                .isEqualTo(1);
    }

    @Test
    void packsThatAreOlderThanTheOldestBuildGo() {
        // Given
        Lease old = built();
        Instant between = Instant.now();
        Lease young = built();
        // When
        packs.removeBefore(between, 10_000);
        // Then
        assertThat(storage.size(pack(old))).isEmpty();
        assertThat(storage.size(pack(young))).isPresent();
        assertThat(store.oldestBuild()).isBeforeOrEqualTo(between);
    }

    @Test
    void aBuildThatWaitsForEverHoldsNoLogs() {
        // Given: one that was submitted a year ago
        Instant then = Instant.now().minus(Duration.ofDays(365));
        UUID old = copyOf(Requests.submit(pool), then);
        // Then
        assertThat(store.oldestBuild()).isAfter(then.plusSeconds(1));
        // When
        TestRows.update("UPDATE task SET attempt_no = 1 WHERE build_id = ?", old);
        // Then
        assertThat(store.oldestBuild()).isCloseTo(then, within(1, ChronoUnit.SECONDS));
        TestRows.update("DELETE FROM task WHERE build_id = ?", old);
        TestRows.update("DELETE FROM build WHERE build_id = ?", old);
    }

    @Test
    void expiredKeysGoInSteps() {
        // Given
        for (int i = 0; i < 3; i++) {
            Requests.asDeveloper()
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(Requests.build(Requests.job(Requests.uniqueProject()), pool))
                    .post("/internal/v1/builds")
                    .then()
                    .statusCode(202);
        }
        TestRows.update("UPDATE idempotency SET expires_at = now() - interval '1 s'");
        // When
        int first = submissions.forgetExpiredKeys(2);
        submissions.forgetExpiredKeys(10_000);
        // Then
        assertThat(first).isEqualTo(2);
        assertThat(TestRows.count("SELECT count(*) FROM idempotency WHERE expires_at < now()"))
                .isZero();
    }

    /** A build like another one, as if it had been submitted at that time. */
    private static UUID copyOf(UUID build, Instant time) {
        UUID copy = UuidV7.leastOf(time);
        String changed =
                "{\"build_id\": \"%s\", \"build_number\": 0, \"created_at\": \"%s\"}"
                        .formatted(copy, time);
        for (String table : List.of("build", "task")) {
            TestRows.update(
                    """
                    INSERT INTO %1$s SELECT (jsonb_populate_record(x, ?::jsonb)).* FROM %1$s x
                    WHERE build_id = ?
                    """
                            .formatted(table),
                    changed,
                    build);
        }
        return copy;
    }

    private void removeAllThatEnded() {
        await().until(
                        () ->
                                store.removeBuilds(AGE, 1_000) >= 0
                                        && TestRows.count(
                                                        "SELECT count(*) FROM build"
                                                                + " WHERE ended_at IS NOT NULL")
                                                == 0);
    }

    private Lease lease() {
        UUID build = Requests.submit(pool);
        Lease lease = TestAgent.in(pool).lease();
        assertThat(lease.buildId()).isEqualTo(build);
        return lease;
    }

    /** A build that succeeded, with a log and a stage. */
    private Lease built() {
        Lease lease = lease();
        TestAgent.events(
                        lease,
                        1,
                        EventsIT.log("text"),
                        EventsIT.stage(0, StageName.BUILD, StageStatus.RUNNING))
                .then()
                .statusCode(200);
        TestAgent.result(lease, TestAgent.succeeded(1)).then().statusCode(200);
        OF_ATTEMPTS.forEach(
                table -> assertThat(rowsOf(table, lease.attemptUid())).as(table).isPositive());
        return lease;
    }

    private static long rowsOf(String table, UUID attempt) {
        return TestRows.count("SELECT count(*) FROM " + table + " WHERE attempt_uid = ?", attempt);
    }

    private static String pack(Lease lease) {
        return TestRows.text(
                "SELECT object_key FROM log_batch WHERE attempt_uid = ?", lease.attemptUid());
    }

    private static boolean isGone(UUID build) {
        return Requests.asDeveloper().get("/internal/v1/builds/" + build).statusCode() == 404;
    }

    private static boolean knows(TestAgent agent) {
        return Requests.asDeveloper().get("/internal/v1/agents/" + agent.name()).statusCode()
                == 200;
    }
}
