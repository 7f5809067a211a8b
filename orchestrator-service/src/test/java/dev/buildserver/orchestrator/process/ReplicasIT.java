package dev.buildserver.orchestrator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import io.restassured.response.Response;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one database and one Redis: whichever is asked, the rows decide. */
class ReplicasIT {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir static Path folder;

    private static OwnStores stores;
    private static ServiceProcess first;
    private static ServiceProcess second;

    @BeforeAll
    static void start() throws Exception {
        stores = OwnStores.start(folder);
        Map<String, String> settings = stores.settings();
        // Short, but no agent falls silent only because this machine is busy.
        settings.put("buildserver.orchestrator.sessions.ttl", "PT10S");
        settings.put("buildserver.orchestrator.sessions.heartbeat-every", "PT1S");
        settings.put("buildserver.orchestrator.sessions.start-grace", "PT1S");
        settings.put("buildserver.orchestrator.attempts.back-off", "PT0.2S");
        first = new ServiceProcess(settings);
        first.start();
        second = new ServiceProcess(settings);
        second.start();
    }

    @AfterAll
    static void stop() throws Exception {
        first.stop();
        second.stop();
        stores.close();
    }

    @Test
    void aBuildGoesItsWayWhicheverReplicaIsAsked() {
        // Given
        second.use();
        TestAgent agent = TestAgent.in("Linux");
        first.use();
        UUID build = Requests.submit("Linux");
        // When
        second.use();
        Lease lease = agent.lease();
        first.use();
        TestAgent.events(lease, 1, log("one")).then().statusCode(200);
        second.use();
        TestAgent.events(lease, 2, log("two")).then().statusCode(200);
        TestAgent.events(lease, 1, log("one")).then().statusCode(200);
        first.use();
        agent.heartbeat(lease.attemptUid());
        Response result = TestAgent.result(lease, TestAgent.succeeded(2));
        second.use();
        Response again = TestAgent.result(lease, TestAgent.succeeded(2));
        // Then
        result.then().statusCode(200);
        assertThat(again.asString()).isEqualTo(result.asString());
        assertThat(texts(build)).containsExactly("one", "two");
        assertThat(Requests.details(build).acceptedAttempt()).isEqualTo(lease.attemptUid());
    }

    @Test
    void aParkedPollHearsOfABuildThatWasSubmittedToTheOther() {
        // Given
        second.use();
        TestAgent agent = TestAgent.in("Windows");
        CompletableFuture<Response> poll = pollAt(second, agent);
        // When
        first.use();
        UUID build = Requests.submit("Windows");
        // Then
        Lease lease = poll.join().as(LeaseAnswer.class).leases().get(0);
        assertThat(lease.buildId()).isEqualTo(build);
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
    }

    @Test
    void copiesThatReachBothAtOnceCountOnce() {
        // Given
        first.use();
        SubmitBuild request = Requests.build(Requests.job(Requests.uniqueProject()), "Linux");
        String key = UUID.randomUUID().toString();
        TestAgent agent = TestAgent.in("Linux");
        // When
        List<Response> submissions =
                copies(
                        replica ->
                                Requests.asDeveloper()
                                        .port(replica.port())
                                        .header("Idempotency-Key", key)
                                        .body(request)
                                        .post("/internal/v1/builds"));
        Lease lease = agent.lease();
        List<Response> events =
                copies(
                        replica ->
                                Requests.with(lease.leaseToken())
                                        .port(replica.port())
                                        .body(EventBatch.of(1, List.of(log("once"))))
                                        .post(
                                                "/agents/v1/leases/"
                                                        + lease.attemptUid()
                                                        + "/events"));
        List<Response> results =
                copies(
                        replica ->
                                Requests.with(lease.leaseToken())
                                        .port(replica.port())
                                        .body(TestAgent.succeeded(1))
                                        .post(
                                                "/agents/v1/leases/"
                                                        + lease.attemptUid()
                                                        + "/result"));
        // Then
        assertThat(submissions).extracting(Response::statusCode).containsOnly(202);
        assertThat(submissions)
                .extracting(answer -> answer.<String>path("executionId"))
                .containsOnly(lease.buildId().toString());
        assertThat(events).extracting(Response::statusCode).containsOnly(200);
        assertThat(results).extracting(Response::statusCode).containsOnly(200);
        BuildDetails details = Requests.details(lease.buildId());
        assertThat(details.attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Accepted");
        assertThat(texts(lease.buildId())).containsExactly("once");
    }

    @Test
    void eachTaskGoesToOneOfManyAgentsAtBoth() {
        // Given
        first.use();
        List<UUID> builds = Stream.generate(() -> Requests.submit("MacOS")).limit(12).toList();
        List<TestAgent> agents = Stream.generate(() -> TestAgent.in("MacOS")).limit(12).toList();
        // When
        List<CompletableFuture<Lease>> builders = new ArrayList<>();
        for (TestAgent agent : agents) {
            builders.add(
                    pollAt(builders.size() % 2 == 0 ? first : second, agent)
                            .thenApply(ReplicasIT::succeed));
        }
        List<Lease> leases = builders.stream().map(CompletableFuture::join).toList();
        // Then
        assertThat(leases).extracting(Lease::buildId).containsExactlyInAnyOrderElementsOf(builds);
        assertThat(Set.copyOf(leases.stream().map(Lease::attemptUid).toList())).hasSize(12);
    }

    /** At once: sessions are short here. */
    private static Lease succeed(Response poll) {
        Lease lease = poll.as(LeaseAnswer.class).leases().get(0);
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        return lease;
    }

    @Test
    void aReplicaThatSleptForLongerThanASessionLivesChangesNothing() throws Exception {
        // Given
        first.use();
        TestAgent silent = TestAgent.in("Docker");
        TestAgent healthy = TestAgent.in("Docker");
        UUID build = Requests.submit("Docker");
        Lease stale = silent.lease();
        TestAgent.events(stale, 1, log("begun")).then().statusCode(200);
        Lease current;
        CompletableFuture<Response> stuck;
        first.stopInPlace();
        try {
            // A result that the sleeping replica will find when it wakes.
            stuck =
                    CompletableFuture.supplyAsync(
                            () ->
                                    Requests.with(stale.leaseToken())
                                            .port(first.port())
                                            .body(TestAgent.succeeded(1))
                                            .post(
                                                    "/agents/v1/leases/%s/result"
                                                            .formatted(stale.attemptUid())));
            second.use();
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(
                            () -> {
                                healthy.heartbeat();
                                assertThat(Requests.details(build).attempts())
                                        .extracting(AttemptSummary::outcome)
                                        .contains("Lost");
                            });
            current = healthy.lease();
            TestAgent.events(current, 1, log("again")).then().statusCode(200);
        } finally {
            // When
            first.goOn();
        }
        // Then
        assertThat(stuck.join().statusCode()).isEqualTo(409);
        first.use();
        assertThat(TestAgent.events(stale, 2, log("late")).statusCode()).isEqualTo(409);
        assertThat(silent.heartbeatResponse().statusCode()).isEqualTo(410);
        healthy.heartbeat(current.attemptUid());
        TestAgent.result(current, TestAgent.succeeded(1)).then().statusCode(200);
        BuildDetails details = Requests.details(build);
        assertThat(details.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(details.acceptedAttempt()).isEqualTo(current.attemptUid());
        assertThat(texts(build)).containsExactly("begun", "again");
    }

    @Test
    void whatWaitsIsIndexedAgainWithinFiveSecondsAfterAFlush() throws Exception {
        // Given
        first.use();
        List<UUID> builds = Stream.generate(() -> Requests.submit("Linux")).limit(5).toList();
        // When
        redis("FLUSHALL");
        // Then
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(redis("HLEN queue:2:{Linux}:t")).endsWith(":5\r\n"));
        TestAgent agent = TestAgent.in("Linux");
        for (UUID build : builds) {
            Lease lease = agent.lease();
            assertThat(builds).contains(lease.buildId());
            TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        }
        assertThat(builds)
                .allMatch(build -> Requests.details(build).status() == BuildStatus.SUCCEEDED);
    }

    @Test
    void aKilledReplicaIsNotMissed() throws Exception {
        // Given
        first.use();
        TestAgent agent = TestAgent.in("Linux");
        UUID running = Requests.submit("Linux");
        Lease lease = agent.lease();
        // When
        first.kill();
        second.use();
        agent.heartbeat(lease.attemptUid());
        TestAgent.result(lease, TestAgent.succeeded(0)).then().statusCode(200);
        UUID next = Requests.submit("Linux");
        // Then
        assertThat(Requests.details(running).status()).isEqualTo(BuildStatus.SUCCEEDED);
        Lease another = agent.lease();
        assertThat(another.buildId()).isEqualTo(next);
        TestAgent.result(another, TestAgent.succeeded(0)).then().statusCode(200);
        first.start();
    }

    private static CompletableFuture<Response> pollAt(ServiceProcess replica, TestAgent agent) {
        return CompletableFuture.supplyAsync(
                () ->
                        Requests.with(agent.token())
                                .port(replica.port())
                                .body(new LeaseRequest(1, List.of(), false, List.of()))
                                .post(
                                        "/agents/v1/sessions/%s/lease?wait=PT15S"
                                                .formatted(agent.session())));
    }

    /** Four at each replica, all at the same time. */
    private static List<Response> copies(Function<ServiceProcess, Response> request) {
        List<CompletableFuture<Response>> sent =
                Stream.of(first, second, first, second, first, second, first, second)
                        .map(replica -> CompletableFuture.supplyAsync(() -> request.apply(replica)))
                        .toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** What Redis answers to a command, after that to AUTH. */
    private static String redis(String command) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", stores.redis().port())) {
            String text = "AUTH " + stores.redis().password() + "\r\n" + command + "\r\nQUIT\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.replaceFirst("\\+OK\r\n$", "");
        }
    }

    private static EventRecord log(String text) {
        return new EventRecord.Log(0, LogLevel.INFO, text);
    }

    private static List<String> texts(UUID build) {
        return Requests.asDeveloper()
                .get("/internal/v1/builds/" + build + "/log")
                .as(LogPage.class)
                .lines()
                .stream()
                .map(LogLine::text)
                .toList();
    }
}
