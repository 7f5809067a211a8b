package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsIT extends ServiceTest {
    @Test
    void aRepeatedBatchChangesNothing() {
        // Given
        Lease lease = lease();
        TestAgent.events(lease, 1, log("one")).then().statusCode(200);
        TestAgent.events(lease, 2, log("two")).then().statusCode(200);
        // When
        Response repeated = TestAgent.events(lease, 1, log("one"));
        // Then
        assertThat(repeated.as(EventsAnswer.class).durable()).isEqualTo(2);
        assertThat(texts(lease.buildId())).containsExactly("one", "two");
    }

    @Test
    void manyCopiesOfABatchAtOnceCountOnce() {
        // Given
        Lease lease = lease();
        // When
        List<Integer> statuses =
                IntStream.range(0, 6)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> TestAgent.events(lease, 1, log("one"))))
                        .toList()
                        .stream()
                        .map(answer -> answer.join().statusCode())
                        .toList();
        // Then
        assertThat(statuses).containsOnly(200);
        assertThat(texts(lease.buildId())).containsExactly("one");
    }

    @Test
    void aGapIsRefusedWithWhatIsExpected() {
        // Given
        Lease lease = lease();
        TestAgent.events(lease, 1, log("one")).then().statusCode(200);
        // When
        Response gap = TestAgent.events(lease, 3, log("three"));
        // Then
        assertThat(gap.statusCode()).isEqualTo(409);
        assertThat(gap.<String>path("code")).isEqualTo("LOG_GAP");
        assertThat(gap.<Integer>path("nextBatch")).isEqualTo(2);
        assertThat(texts(lease.buildId())).containsExactly("one");
    }

    @Test
    void aBatchThatChangedOnTheWayIsRefused() {
        // Given
        Lease lease = lease();
        EventBatch batch = new EventBatch(1, 42, List.of(log("one")));
        // When
        Response refused =
                Requests.with(lease.leaseToken())
                        .body(batch)
                        .post("/agents/v1/leases/" + lease.attemptUid() + "/events");
        // Then
        assertThat(refused.<String>path("code")).isEqualTo("DIGEST_MISMATCH");
    }

    @Test
    void recordsThatSayNothingAreRefused() {
        // Given
        Lease lease = lease();
        // When
        Response refused =
                TestAgent.events(lease, 1, new EventRecord.Stage(0, null, null, null, null, null));
        // Then
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("violations[0].field")).isEqualTo("records[0]");
    }

    @Test
    void anEndedAttemptCanSayNoMore() {
        // Given
        Lease lease = lease();
        TestAgent.events(lease, 1, log("one")).then().statusCode(200);
        TestAgent.result(lease, TestAgent.succeeded(1)).then().statusCode(200);
        // When
        Response late = TestAgent.events(lease, 2, log("late"));
        // Then
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.<String>path("code")).isEqualTo("STALE_ATTEMPT");
        assertThat(texts(lease.buildId())).containsExactly("one");
    }

    @Test
    void eventsShowAtOnceWhereTheBuildIs() {
        // Given
        Lease lease = lease();
        Diagnostic error =
                new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "CS1002",
                        "; expected",
                        "A.cs",
                        3,
                        9,
                        "A.csproj");
        // When
        TestAgent.events(
                        lease,
                        1,
                        stage(0, StageName.CLONE, StageStatus.RUNNING),
                        stage(5, StageName.CLONE, StageStatus.SUCCEEDED),
                        stage(6, StageName.RESTORE, StageStatus.SKIPPED),
                        stage(7, StageName.BUILD, StageStatus.RUNNING),
                        new EventRecord.Source(7, "c".repeat(40), "main"),
                        new EventRecord.Progress(8, StageName.BUILD, "A.csproj", 1, 2),
                        new EventRecord.Found(9, error),
                        log("nul \0 byte"))
                .then()
                .statusCode(200);
        // Then
        BuildDetails build = Requests.details(lease.buildId());
        assertThat(build.currentStage()).isEqualTo(StageName.BUILD);
        assertThat(build.stages().get(0).startTime()).isNotNull();
        assertThat(build.stages().get(0).duration()).isNotNull();
        assertThat(build.stages().get(1).status()).isEqualTo(StageStatus.SKIPPED);
        assertThat(build.commit()).isEqualTo("c".repeat(40));
        assertThat(build.diagnostics()).containsExactly(error);
        assertThat(
                        Requests.asDeveloper()
                                .get("/internal/v1/builds?project=" + build.job().projectName())
                                .<String>path("builds[0].currentStage"))
                .isEqualTo("Build");
    }

    @Test
    void timesOfLinesAreTheServers() {
        // Given
        Lease lease = lease();
        Instant started = Requests.details(lease.buildId()).startTime();
        // When
        TestAgent.events(lease, 1, new EventRecord.Log(1_500, LogLevel.WARN, "warned"));
        // Then
        LogLine line = page(lease.buildId(), "").lines().get(0);
        assertThat(line.time().toEpochMilli()).isEqualTo(started.plusMillis(1_500).toEpochMilli());
        assertThat(line.level()).isEqualTo(LogLevel.WARN);
        assertThat(line.line()).isEqualTo(1);
    }

    @Test
    void diagnosticsAreBounded() {
        // Given
        Lease lease = lease();
        EventRecord[] many =
                IntStream.range(0, 600)
                        .mapToObj(
                                i ->
                                        new EventRecord.Found(
                                                i,
                                                new Diagnostic(
                                                        Diagnostic.Severity.WARNING,
                                                        "W" + i,
                                                        "m",
                                                        null,
                                                        0,
                                                        0,
                                                        null)))
                        .toArray(EventRecord[]::new);
        // When
        TestAgent.events(lease, 1, many).then().statusCode(200);
        TestAgent.events(lease, 2, many).then().statusCode(200);
        // Then
        assertThat(Requests.details(lease.buildId()).diagnostics()).hasSize(500);
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        // Given
        Lease lease = lease();
        TestAgent.events(lease, 1, log("a"), log("b"), log("c")).then().statusCode(200);
        TestAgent.events(lease, 2, stage(1, StageName.CLONE, StageStatus.RUNNING));
        TestAgent.events(lease, 3, log("d")).then().statusCode(200);
        // When
        LogPage first = page(lease.buildId(), "?limit=2");
        LogPage second = page(lease.buildId(), "?limit=2&after=" + first.next());
        LogPage third = page(lease.buildId(), "?limit=2&after=" + second.next());
        // Then
        assertThat(first.lines()).extracting(LogLine::text).containsExactly("a", "b");
        assertThat(second.lines()).extracting(LogLine::text).containsExactly("c", "d");
        assertThat(third.lines()).isEmpty();
        assertThat(third.next()).isEqualTo("1.4");
        assertThat(third.end()).isFalse();
    }

    @Test
    void aPositionThatIsNoneIsRefused() {
        Requests.asDeveloper()
                .get("/internal/v1/builds/" + Requests.submit("Docker") + "/log?after=x")
                .then()
                .statusCode(400);
    }

    static Lease lease() {
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        Requests.submit(pool);
        return agent.lease();
    }

    static EventRecord log(String text) {
        return new EventRecord.Log(0, LogLevel.INFO, text);
    }

    static EventRecord stage(long elapsed, StageName name, StageStatus status) {
        return new EventRecord.Stage(elapsed, name, status, null, null, null);
    }

    static LogPage page(UUID build, String query) {
        return Requests.asDeveloper()
                .get("/internal/v1/builds/" + build + "/log" + query)
                .then()
                .statusCode(200)
                .extract()
                .as(LogPage.class);
    }

    static List<String> texts(UUID build) {
        return page(build, "").lines().stream().map(LogLine::text).toList();
    }
}
