package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.DrainAgent;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.contract.build.AttemptSummary;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Agents that operators take out of service. */
@QuarkusTest
class MaintenanceIT extends ServiceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void anAgentInMaintenanceFinishesAndTakesNothing() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        Requests.submit(pool);
        Lease running = agent.lease();
        CompletableFuture<Response> parked =
                CompletableFuture.supplyAsync(() -> agent.poll("PT20S", running.attemptUid()));
        // When
        AgentDetails told = maintain(agent, true, "New disk");
        // Then
        assertThat(parked.join().statusCode()).isEqualTo(204);
        assertThat(told.status()).isEqualTo(AgentStatus.BUILDING);
        assertThat(told.maintenance().reason()).isEqualTo("New disk");
        assertThat(told.maintenance().by()).isEqualTo("master@example.com");
        assertThat(told.maintenance().since()).isNotNull();
        assertThat(agent.heartbeat(running.attemptUid()))
                .isEqualTo(new HeartbeatAnswer(List.of(), List.of(), true));
        // When
        TestAgent.result(running, TestAgent.succeeded(0)).then().statusCode(200);
        UUID next = Requests.submit(pool);
        // Then
        assertThat(Requests.details(running.buildId()).status()).isEqualTo(BuildStatus.SUCCEEDED);
        assertThat(agent.poll("PT3S").statusCode()).isEqualTo(204);
        assertThat(details(agent).status()).isEqualTo(AgentStatus.MAINTENANCE);
        // When
        AgentDetails back = maintain(agent, false, null);
        // Then
        assertThat(back.maintenance()).isNull();
        assertThat(agent.heartbeat().drain()).isFalse();
        assertThat(agent.lease().buildId()).isEqualTo(next);
    }

    @Test
    void maintenanceOutlivesARestartOfTheAgent() {
        // Given
        String pool = TestPools.next();
        TestAgent before = TestAgent.in(pool);
        maintain(before, true, null);
        UUID build = Requests.submit(pool);
        // When
        TestAgent after = TestAgent.named(before.name(), pool);
        // Then
        assertThat(after.heartbeat().drain()).isTrue();
        assertThat(after.poll("PT1S").statusCode()).isEqualTo(204);
        assertThat(TestAgent.in(pool).lease().buildId()).isEqualTo(build);
    }

    @Test
    void aWaitingAgentInMaintenanceHoldsUpNobody() {
        // Given: the word came by another replica, so this one has the agent's poll parked
        String pool = TestPools.next();
        TestAgent out = TestAgent.in(pool);
        CompletableFuture<Response> parked = CompletableFuture.supplyAsync(() -> out.poll("PT30S"));
        TestAgent other = TestAgent.in(pool);
        await().atMost(SOON).until(() -> details(out).lastHeartbeat() != null);
        TestRows.update("UPDATE agent SET mode = 'MAINTENANCE' WHERE agent_id = ?", out.name());
        // When
        UUID build = Requests.submit(pool);
        // Then
        assertThat(other.lease().buildId()).isEqualTo(build);
        assertThat(parked.join().statusCode()).isEqualTo(204);
    }

    @Test
    void atTheDeadlineOfADrainWhatRunsGoesToAnother() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID one = Requests.submit(pool);
        UUID two = Requests.submit(pool);
        List<Lease> running =
                agent.poll("PT5S", new LeaseRequest(2, List.of(), false, List.of()))
                        .as(LeaseAnswer.class)
                        .leases();
        assertThat(running).hasSize(2);
        // When
        AgentDetails draining = drain(agent, 600);
        // Then
        assertThat(draining.maintenance().drainDeadline())
                .isAfter(draining.maintenance().since().plusSeconds(500));
        assertThat(commands(agent).drain()).isTrue();
        assertThat(Requests.details(one).attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Running");
        // When
        passDeadline(agent);
        TestAgent other = TestAgent.in(pool);
        List<UUID> again = List.of(other.lease().buildId(), other.lease().buildId());
        // Then
        assertThat(again).containsExactlyInAnyOrder(one, two);
        for (UUID build : again) {
            AttemptSummary first = Requests.details(build).attempts().get(0);
            assertThat(first.outcome()).isEqualTo("Returned");
            assertThat(first.reason()).isEqualTo("Agent " + agent.name() + " was drained");
        }
        assertThat(TestRows.count("SELECT failures FROM task WHERE build_id = ?", one)).isZero();
        UUID[] held = running.stream().map(Lease::attemptUid).toArray(UUID[]::new);
        assertThat(agent.heartbeat(held).revoked()).containsExactlyInAnyOrder(held);
        assertThat(TestAgent.result(running.get(0), TestAgent.succeeded(0)).<String>path("code"))
                .isEqualTo("STALE_ATTEMPT");
        assertThat(agent.poll("PT0.5S").statusCode()).isEqualTo(204);
        assertThat(details(agent).status()).isEqualTo(AgentStatus.MAINTENANCE);
    }

    @Test
    void aDrainWithoutADeadlineWaitsForWhatRuns() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        Requests.submit(pool);
        Lease running = agent.lease();
        // When
        AgentDetails draining = drain(agent, null);
        // Then
        assertThat(draining.maintenance().drainDeadline()).isNull();
        TestAgent.result(running, TestAgent.succeeded(0)).then().statusCode(200);
        assertThat(Requests.details(running.buildId()).status()).isEqualTo(BuildStatus.SUCCEEDED);
    }

    @Test
    void anAgentThatDiesWhileItDrainsStaysDrainedAndItsWorkGoesOn() {
        // Given
        String pool = TestPools.next();
        TestAgent agent = TestAgent.in(pool);
        UUID build = Requests.submit(pool);
        agent.lease();
        drain(agent, 600);
        // When: it comes back as a new process
        TestAgent reborn = TestAgent.named(agent.name(), pool);
        // Then
        TestAgent other = TestAgent.in(pool);
        assertThat(other.lease().buildId()).isEqualTo(build);
        assertThat(Requests.details(build).attempts())
                .extracting(AttemptSummary::outcome)
                .containsExactly("Lost", "Running");
        assertThat(reborn.heartbeat().drain()).isTrue();
        assertThat(reborn.poll("PT0.5S").statusCode()).isEqualTo(204);
        // When
        maintain(reborn, false, null);
        UUID next = Requests.submit(pool);
        // Then
        assertThat(reborn.lease().buildId()).isEqualTo(next);
    }

    @Test
    void whatCannotBeIsRefused() {
        // Given
        TestAgent agent = TestAgent.in("Docker");
        String path = "/internal/v1/agents/" + agent.name();
        // Then
        Response unsaid =
                Requests.asBuildMaster()
                        .body(new SetMaintenance(null, "x".repeat(501)))
                        .post(path + "/maintenance");
        assertThat(unsaid.statusCode()).isEqualTo(400);
        assertThat(unsaid.jsonPath().getList("violations.field"))
                .containsExactly("enabled", "reason");
        for (int wrong : new int[] {-1, DrainAgent.LONGEST + 1}) {
            Response answer =
                    Requests.asBuildMaster()
                            .body(new DrainAgent(wrong, null))
                            .post(path + "/drain");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.<String>path("violations[0].field")).isEqualTo("deadlineSeconds");
        }
        Response unknown =
                Requests.asBuildMaster()
                        .body(new DrainAgent(null, null))
                        .post("/internal/v1/agents/nobody/drain");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(details(agent).maintenance()).isNull();
    }

    private static AgentDetails maintain(TestAgent agent, boolean enabled, String reason) {
        return post(agent, "/maintenance", new SetMaintenance(enabled, reason));
    }

    private static AgentDetails drain(TestAgent agent, Integer seconds) {
        return post(agent, "/drain", new DrainAgent(seconds, null));
    }

    private static AgentDetails post(TestAgent agent, String what, Object body) {
        return Requests.asBuildMaster()
                .body(body)
                .post("/internal/v1/agents/" + agent.name() + what)
                .then()
                .statusCode(200)
                .extract()
                .as(AgentDetails.class);
    }

    private static AgentDetails details(TestAgent agent) {
        return Requests.asDeveloper()
                .get("/internal/v1/agents/" + agent.name())
                .as(AgentDetails.class);
    }

    private static Commands commands(TestAgent agent) {
        return Requests.with(agent.token())
                .get("/agents/v1/sessions/" + agent.session() + "/commands?wait=PT5S")
                .as(Commands.class);
    }

    private static void passDeadline(TestAgent agent) {
        TestRows.update("UPDATE agent SET drain_deadline = now() WHERE agent_id = ?", agent.name());
    }
}
