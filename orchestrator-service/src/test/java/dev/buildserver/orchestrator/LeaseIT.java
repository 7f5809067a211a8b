package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeaseIT extends ServiceTest {
    @Test
    void aParkedPollIsAnsweredByASubmission() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> agent.poll("PT20S"));
        // When
        UUID build = Requests.submit(pool);
        // Then
        Response answer = poll.join();
        assertThat(answer.as(LeaseAnswer.class).leases())
                .singleElement()
                .satisfies(
                        lease -> {
                            assertThat(lease.buildId()).isEqualTo(build);
                            assertThat(lease.attemptNo()).isEqualTo(1);
                            assertThat(lease.buildNumber()).isEqualTo(1);
                            assertThat(lease.tenant()).isEqualTo("default");
                            assertThat(lease.runTimeout()).isEqualTo(Duration.ofMinutes(10));
                            assertThat(lease.traceParent()).startsWith("00-");
                        });
    }

    @Test
    void withoutWorkThereIsNoContent() {
        // Given
        TestAgent agent = TestAgent.in(TestPools.next());
        // When
        Response answer = agent.poll("PT0.3S");
        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void eachTaskGoesToExactlyOneOfManyAgents() {
        // Given
        String pool = TestPools.next();
        List<TestAgent> agents = IntStream.range(0, 8).mapToObj(i -> TestAgent.in(pool)).toList();
        List<CompletableFuture<Response>> polls =
                agents.stream()
                        .map(agent -> CompletableFuture.supplyAsync(() -> agent.poll("PT3S")))
                        .toList();
        // When
        UUID build = Requests.submit(pool);
        // Then
        List<Lease> leases =
                polls.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.statusCode() == 200)
                        .flatMap(answer -> answer.as(LeaseAnswer.class).leases().stream())
                        .toList();
        assertThat(leases).extracting(Lease::buildId).containsExactly(build);
        assertThat(Requests.details(build).attempts())
                .extracting(AttemptSummary::attemptUid)
                .containsExactly(leases.get(0).attemptUid());
    }

    @Test
    void severalSlotsGetSeveralTasksTheMostUrgentFirst() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID first = Requests.submit(pool);
        UUID second = Requests.submit(pool);
        Requests.submit(pool);
        // When
        Response answer = agent.poll("PT5S", new LeaseRequest(2, List.of(), false, List.of()));
        // Then
        assertThat(answer.as(LeaseAnswer.class).leases())
                .extracting(Lease::buildId)
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aLostAnswerIsRepeatedFromTheTable() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lost = agent.lease();
        // When
        Response again = agent.poll("PT5S", new LeaseRequest(1, List.of(), true, List.of()));
        Response known =
                agent.poll(
                        "PT0.3S", new LeaseRequest(1, List.of(lost.attemptUid()), true, List.of()));
        // Then
        Lease repeated = again.as(LeaseAnswer.class).leases().get(0);
        assertThat(repeated.attemptUid()).isEqualTo(lost.attemptUid());
        assertThat(repeated.job()).isEqualTo(lost.job());
        assertThat(known.statusCode()).isEqualTo(204);
        assertThat(Requests.details(build).attempts()).hasSize(1);
    }

    @Test
    void aLeaseThatTheAgentNeverHeardOfGoesToAnother() {
        // Given
        String pool = TestPools.next();
        TestAgent deaf = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease unheard = deaf.lease();
        // When
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            deaf.heartbeat();
                            return Requests.details(build).attempts().stream()
                                    .anyMatch(a -> a.outcome().equals("Undelivered"));
                        });
        // Then
        Lease second = TestAgent.in(pool).lease();
        assertThat(second.buildId()).isEqualTo(build);
        assertThat(second.attemptUid()).isNotEqualTo(unheard.attemptUid());
        assertThat(Requests.details(build).status()).isEqualTo(BuildStatus.RUNNING);
    }

    @Test
    void aPollWhoseConnectionBrokeTakesNoTask() throws Exception {
        // Given
        String pool = TestPools.next();
        TestAgent gone = TestAgent.in(pool);
        pollAndHangUp(gone);
        // When
        UUID build = Requests.submit(pool);
        Lease lease = TestAgent.in(pool).lease();
        // Then
        assertThat(lease.buildId()).isEqualTo(build);
        BuildDetails details = Requests.details(build);
        assertThat(details.attempts())
                .extracting(AttemptSummary::agentId, AttemptSummary::outcome)
                .last()
                .isNotEqualTo(gone.name());
    }

    @Test
    void aSecondPollReleasesTheFirst() {
        // Given
        TestAgent agent = TestAgent.in(TestPools.next());
        CompletableFuture<Response> first =
                CompletableFuture.supplyAsync(() -> agent.poll("PT20S"));
        // When
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            agent.poll("PT0.2S");
                            return first.isDone();
                        });
        // Then
        assertThat(first.join().statusCode()).isEqualTo(204);
    }

    @Test
    void anEndedSessionGetsNothing() {
        // Given
        TestAgent agent = TestAgent.in(TestPools.next());
        agent.signOff();
        // When
        Response answer = agent.poll("PT5S");
        // Then
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.<String>path("code")).isEqualTo("SESSION_ENDED");
        assertThat(answer.<String>path("reason")).isEqualTo("deregistered");
    }

    @Test
    void aSessionIsItsOwnAgentsOnly() {
        // Given
        TestAgent agent = TestAgent.in("Linux");
        String other = TestTokens.agent("somebody-else", "Linux");
        // When
        Response answer =
                Requests.with(other)
                        .body(new LeaseRequest(1, null, false, null))
                        .post("/agents/v1/sessions/" + agent.session() + "/lease");
        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void theLeaseTokenIsForItsAttemptAlone() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        Requests.submit(pool);
        Requests.submit(pool);
        Lease one = agent.lease();
        Lease two = agent.lease();
        // When
        Response answer =
                Requests.with(one.leaseToken())
                        .body(TestAgent.succeeded(0))
                        .post("/agents/v1/leases/" + two.attemptUid() + "/result");
        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Requests.details(two.buildId()).status()).isEqualTo(BuildStatus.RUNNING);
    }

    @Test
    void anAgentGetsNoMoreThanItsSlotsWhateverItAsksFor() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        IntStream.range(0, 4).forEach(i -> Requests.submit(pool));
        LeaseRequest greedy = new LeaseRequest(64, List.of(), false, List.of());
        // When
        List<Lease> leases = agent.poll("PT10S", greedy).as(LeaseAnswer.class).leases();
        Response denyingThem = agent.poll("PT1S", greedy);
        Response tellingThem =
                agent.poll(
                        "PT1S",
                        new LeaseRequest(
                                64,
                                leases.stream().map(Lease::attemptUid).toList(),
                                false,
                                List.of()));
        // Then
        assertThat(leases).hasSize(2);
        assertThat(denyingThem.statusCode()).isEqualTo(204);
        assertThat(tellingThem.statusCode()).isEqualTo(204);
        // When
        TestAgent.result(leases.get(0), TestAgent.succeeded(0)).then().statusCode(200);
        // Then
        assertThat(agent.poll("PT10S", greedy).as(LeaseAnswer.class).leases()).hasSize(1);
    }

    @Test
    void aSlotCountThatIsNoneIsRefused() {
        // Given
        TestAgent agent = TestAgent.in("Linux");
        // When
        Response answer = agent.poll("PT5S", new LeaseRequest(0, null, false, null));
        Response odd = agent.poll("soon", new LeaseRequest(1, null, false, null));
        // Then
        assertThat(answer.<String>path("violations[0].field")).isEqualTo("freeSlots");
        assertThat(odd.<String>path("violations[0].field")).isEqualTo("wait");
    }

    private static void pollAndHangUp(TestAgent agent) throws Exception {
        URI base = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
        Instant before = lastHeard(agent);
        String body = "{\"freeSlots\":1}";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /agents/v1/sessions/%s/lease?wait=PT30S HTTP/1.1\r\nHost: x\r\n"
                                    + "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: %d\r\n\r\n%s")
                            .formatted(agent.session(), agent.token(), body.length(), body)
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            // The poll counts as a sign of life, which is written within a second.
            await().atMost(Duration.ofSeconds(20)).until(() -> lastHeard(agent).isAfter(before));
        }
    }

    private static Instant lastHeard(TestAgent agent) {
        return Requests.asDeveloper()
                .get("/internal/v1/agents/" + agent.name())
                .as(AgentDetails.class)
                .lastHeartbeat();
    }
}
