package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Registered;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionIT extends ServiceTest {
    private static final Duration AFTER_EXPIRY = Duration.ofSeconds(40);

    @Test
    void registrationTellsWhatAnAgentMustKnow() {
        // When
        Response answer = register("first-agent", "linux", "first-agent", "Linux");
        // Then
        Registered registered = answer.as(Registered.class);
        assertThat(registered.sessionTtl()).isEqualTo(Duration.ofSeconds(6));
        assertThat(registered.heartbeatEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(registered.orphanLimit()).isEqualTo(Duration.ofMinutes(15));
        assertThat(registered.artifactUrl()).startsWith("http://127.0.0.1:");
        assertThat(registered.cacheUrl()).isEqualTo("http://cache.example.com");
    }

    @Test
    void anAgentMayOnlySpeakForItself() {
        assertThat(register("me", "Linux", "somebody", "Linux").statusCode()).isEqualTo(403);
        assertThat(register("me", "Docker", "me", "Linux").statusCode()).isEqualTo(403);
    }

    @Test
    void anUnknownPoolIsNamedWithThoseThatExist() {
        // When
        Response answer = register("lost", "Nowhere", "lost", "Nowhere");
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("violations[0].message")).contains("Nowhere", "MacOS");
    }

    @Test
    void anotherProtocolIsRefused() {
        // Given
        RegisterAgent old =
                new RegisterAgent(
                        "old",
                        "h",
                        "Linux",
                        "0",
                        7,
                        new Capabilities("Linux", "x64", null, null, 1, 1, 1, Map.of()),
                        UUID.randomUUID());
        // When
        Response answer =
                Requests.with(TestTokens.agent("old", "Linux"))
                        .body(old)
                        .post("/agents/v1/register");
        // Then
        assertThat(answer.<String>path("violations[0].field")).isEqualTo("protocol");
    }

    @Test
    void theBuildOfASilentAgentIsFinishedByAnother() {
        // Given
        String pool = TestPools.next();
        TestAgent silent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lost = silent.lease();
        TestAgent.events(lost, 1, EventsIT.log("begun")).then().statusCode(200);
        // When
        await().atMost(AFTER_EXPIRY)
                .until(
                        () ->
                                Requests.details(build).attempts().stream()
                                        .anyMatch(a -> a.outcome().equals("Lost")));
        Lease second = TestAgent.in(pool).lease();
        TestAgent.events(second, 1, EventsIT.log("again")).then().statusCode(200);
        TestAgent.result(second, TestAgent.succeeded(1)).then().statusCode(200);
        // Then
        assertThat(TestAgent.result(lost, TestAgent.succeeded(1)).statusCode()).isEqualTo(409);
        assertThat(TestAgent.events(lost, 2, EventsIT.log("late")).statusCode()).isEqualTo(409);
        assertThat(silent.heartbeatResponse().statusCode()).isEqualTo(410);
        BuildDetails details = Requests.details(build);
        assertThat(details.status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(details.acceptedAttempt()).isEqualTo(second.attemptUid());
        assertThat(details.attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Lost", "Accepted");
        assertThat(EventsIT.texts(build)).containsExactly("begun", "again");
    }

    @Test
    void anAgentThatIsAloneGetsItsLostBuildBackAfterAFreshStart() {
        // Given
        String pool = TestPools.next();
        TestAgent crashed = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        crashed.lease();
        // When
        TestAgent restarted = TestAgent.named(crashed.name(), pool);
        Lease lease = restarted.lease();
        // Then
        assertThat(lease.buildId()).isEqualTo(build);
        assertThat(lease.attemptNo()).isEqualTo(2);
        Response replaced = crashed.heartbeatResponse();
        assertThat(replaced.statusCode()).isEqualTo(410);
        assertThat(replaced.<String>path("reason")).isEqualTo("replaced");
    }

    @Test
    void whatAnAgentHeldIsFreeAsSoonAsItSignsOff() {
        // Given
        String pool = TestPools.next();
        TestAgent leaving = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        leaving.lease();
        // When
        leaving.signOff();
        Lease lease = TestAgent.in(pool).lease();
        // Then
        assertThat(lease.buildId()).isEqualTo(build);
        assertThat(Requests.details(build).attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Returned", "Running");
    }

    @Test
    void heartbeatsKeepASessionAlive() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lease = agent.lease();
        // When
        await().pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(9))
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            HeartbeatAnswer answer = agent.heartbeat(lease.attemptUid());
                            return answer.revoked().isEmpty() && answer.cancel().isEmpty();
                        });
        // Then
        assertThat(Requests.details(build).attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Running");
    }

    @Test
    void anUnknownAttemptIsRevoked() {
        // Given
        TestAgent agent = TestAgent.in(TestPools.next());
        UUID stranger = UUID.randomUUID();
        // When
        HeartbeatAnswer answer = agent.heartbeat(stranger);
        // Then
        assertThat(answer.revoked()).containsExactly(stranger);
    }

    @Test
    void agentsAndPoolsAreShown() {
        // Given
        String pool = TestPools.next();
        TestAgent busy = TestAgent.in(pool);
        TestAgent idle = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        Lease lease = busy.lease();
        Requests.submit(pool);
        busy.heartbeat(lease.attemptUid());
        // When
        AgentDetails agent = agent(busy);
        PoolDetails details =
                Requests.asDeveloper()
                        .get("/internal/v1/pools/" + pool.toUpperCase(java.util.Locale.ROOT))
                        .as(PoolDetails.class);
        // Then
        assertThat(agent.status()).isEqualTo(AgentStatus.BUILDING);
        assertThat(agent.usage().cpuPercent()).isEqualTo(12.5);
        assertThat(agent.capabilities().sdkVersions()).containsExactly("8.0.404");
        assertThat(agent.running())
                .extracting(AgentDetails.RunningJob::executionId)
                .containsExactly(build);
        assertThat(agent.connectedSince()).isNotNull();
        assertThat(agent(idle).status()).isEqualTo(AgentStatus.IDLE);
        assertThat(details.totalAgents()).isEqualTo(2);
        assertThat(details.buildingAgents()).isEqualTo(1);
        assertThat(details.idleAgents()).isEqualTo(1);
        assertThat(details.queueLength()).isEqualTo(1);
    }

    @Test
    void anotherTenantDoesNotSeeWhatAnAgentBuilds() {
        // Given
        String pool = TestPools.next();
        TestAgent busy = TestAgent.in(pool);
        Requests.submit(pool);
        busy.lease();
        String stranger =
                TestTokens.user("Developer", "d@other.example.com", Map.of("tenant", "other"));
        // When
        AgentDetails seen =
                Requests.with(stranger)
                        .get("/internal/v1/agents/" + busy.name())
                        .as(AgentDetails.class);
        // Then
        assertThat(seen.status()).isEqualTo(AgentStatus.BUILDING);
        assertThat(seen.running()).isEmpty();
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        Requests.asDeveloper().get("/internal/v1/agents/nobody").then().statusCode(404);
        Requests.asDeveloper().get("/internal/v1/pools/nowhere").then().statusCode(404);
    }

    private static AgentDetails agent(TestAgent agent) {
        return Requests.asDeveloper()
                .get("/internal/v1/agents/" + agent.name())
                .as(AgentDetails.class);
    }

    private static Response register(
            String credentialName, String credentialPool, String name, String pool) {
        return Requests.with(TestTokens.agent(credentialName, credentialPool))
                .body(TestAgent.registration(name, pool))
                .post("/agents/v1/register");
    }
}
