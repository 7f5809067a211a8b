package dev.buildserver.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.build.WorkspaceKey;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.toolchain.SdkRequirement;
import dev.buildserver.orchestrator.fixture.Requests;
import dev.buildserver.orchestrator.fixture.TestAgent;
import dev.buildserver.orchestrator.fixture.TestPools;
import dev.buildserver.orchestrator.lease.Handover;
import dev.buildserver.orchestrator.lease.Takers.NewTask;
import dev.buildserver.orchestrator.lease.WaitingAgents;
import dev.buildserver.orchestrator.queue.TaskKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A build for which an agent waits is leased as it is made. */
@QuarkusTest
class HandoverIT extends ServiceTest {
    private static final String AS_IT_WAS_MADE =
            "SELECT count(*) FROM task WHERE build_id = ? AND leased_at = ready_at";

    @Inject WaitingAgents agents;

    @Test
    void anAgentThatWaitsGetsANewBuildInTheSameTransaction() {
        // Given
        String pool = TestPools.next();
        // A poll is served by a run of its pool for a moment, also after it was looked at.
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            var poll = waiting(TestAgent.in(pool), pool);
                            // When
                            UUID build = Requests.submit(pool);
                            // Then
                            assertThat(lease(poll).buildId()).isEqualTo(build);
                            assertThat(Requests.details(build).status())
                                    .isEqualTo(BuildStatus.RUNNING);
                            return madeAndLeasedAtOnce(build);
                        });
    }

    @Test
    void theAgentThatHoldsTheWorkspaceWarmIsPreferred() {
        // Given
        String pool = TestPools.next();
        BuildJob job = Requests.job(Requests.uniqueProject());
        String workspace = WorkspaceKey.of("default", job, true);
        TestAgent cold = TestAgent.in(pool);
        waiting(cold, pool);
        TestAgent warm = TestAgent.in(pool);
        CompletableFuture<Response> poll =
                CompletableFuture.supplyAsync(
                        () ->
                                warm.poll(
                                        "PT20S",
                                        new LeaseRequest(1, List.of(), false, List.of(workspace))));
        await().until(() -> idle(pool, 2));
        // When
        UUID build = Requests.submit(Requests.build(job, pool));
        // Then
        assertThat(lease(poll).buildId()).isEqualTo(build);
    }

    @Test
    void anAgentThatCannotServeItWaitsOn() {
        // Given
        String pool = TestPools.next();
        CompletableFuture<Response> poll = waiting(TestAgent.withSdks(pool, "8.0.404"), pool);
        // When
        UUID unfit = Requests.submit(pool, Requirements.pinned(SdkRequirement.of("9")));
        UUID fit = Requests.submit(pool);
        // Then
        assertThat(lease(poll).buildId()).isEqualTo(fit);
        assertThat(Requests.details(unfit).status()).isEqualTo(BuildStatus.QUEUED);
    }

    @Test
    void aLimitHoldsBackABuildAndTheAgentGetsTheNext() {
        // Given
        String pool = TestPools.next();
        BuildJob limited = Requests.job(Requests.uniqueProject());
        Requests.submit(Requests.build(limited, pool));
        TestAgent.in(pool).lease();
        limit(limited.projectName());
        CompletableFuture<Response> poll = waiting(TestAgent.in(pool), pool);
        // When
        UUID held = Requests.submit(Requests.build(limited, pool));
        UUID other = Requests.submit(pool);
        // Then
        assertThat(lease(poll).buildId()).isEqualTo(other);
        assertThat(Requests.details(held).status()).isEqualTo(BuildStatus.QUEUED);
    }

    /** An agent's poll, once it waits and nothing is for it. */
    private CompletableFuture<Response> waiting(TestAgent agent, String pool) {
        CompletableFuture<Response> poll = CompletableFuture.supplyAsync(() -> agent.poll("PT20S"));
        await().atMost(Duration.ofSeconds(10)).until(() -> idle(pool, 1));
        return poll;
    }

    /** Whether so many agents would take a new task; they wait on. */
    private boolean idle(String pool, int count) {
        try (Handover handover = agents.handover()) {
            return handover.wishes(Stream.generate(() -> task(pool)).limit(count).toList()).size()
                    == count;
        }
    }

    private static NewTask task(String pool) {
        return new NewTask(
                new TaskKey(UUID.randomUUID(), 0),
                pool,
                RequirementClass.ANY,
                "",
                "tenant",
                Requests.job(Requests.uniqueProject()),
                true,
                Instant.EPOCH);
    }

    private static Lease lease(CompletableFuture<Response> poll) {
        return poll.join().as(LeaseAnswer.class).leases().get(0);
    }

    private static boolean madeAndLeasedAtOnce(UUID build) {
        return TestRows.count(AS_IT_WAS_MADE, build) == 1;
    }

    private static void limit(String project) {
        Requests.asBuildMaster()
                .body(new SetLimit(1))
                .put("/internal/v1/projects/" + project + "/limit")
                .then()
                .statusCode(200);
    }
}
