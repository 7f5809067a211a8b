package dev.buildserver.agent.pipeline;

import static dev.buildserver.agent.pipeline.PipelineFixture.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.FakeServer.Fault;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a build that runs when it is to end, or when its server is away. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
class RunningBuildTest {
    FakeServer server;
    @Inject ScriptedExecution execution;

    @ConfigProperty(name = "buildserver.agent.work-dir")
    Path workDir;

    @TempDir Path temp;
    private PipelineFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new PipelineFixture(server, temp.resolve("repo"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void endsACancelledBuildWithinASecond() {
        // Given
        Running running = new Running();
        execution.script(running);
        Lease lease = Leases.clean(fixture.url, "main");
        server.offer(lease);
        running.awaitStart();
        // When
        long start = System.nanoTime();
        server.command(new Commands(List.of(lease.attemptUid()), null, false));
        await().atMost(SOON).until(() -> !server.results.isEmpty());
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(running.stopped.get()).isEqualTo(Reason.CANCELLED);
        assertThat(server.results.get(0).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cancelsWhenAnAnswerToEventsSaysSo() {
        // Given
        Running running = new Running();
        execution.script(running);
        Lease lease = Leases.clean(fixture.url, "main");
        server.offer(lease);
        running.awaitStart();
        // When
        server.answerHeartbeats(new HeartbeatAnswer(null, List.of(lease.attemptUid()), false));
        await().atMost(SOON).until(() -> !server.results.isEmpty());
        // Then
        assertThat(server.results.get(0).outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void stopsARevokedAttemptAndReportsNothing() {
        // Given
        Running running = new Running();
        execution.script(running);
        Lease lease = Leases.clean(fixture.url, "main");
        server.offer(lease);
        running.awaitStart();
        // When
        server.answerHeartbeats(new HeartbeatAnswer(List.of(lease.attemptUid()), null, false));
        await().atMost(SOON).until(() -> running.stopped.get() != null);
        server.answerHeartbeats(new HeartbeatAnswer(null, null, false));
        fixture.awaitIdle();
        // Then
        assertThat(running.stopped.get()).isEqualTo(Reason.REVOKED);
        assertThat(server.results).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(workDir.resolve("attempts")).isEmptyDirectory());
    }

    @Test
    void stopsWhenTheServerSaysThatTheAttemptIsStale() {
        // Given
        Running running = new Running();
        execution.script(running);
        server.offer(Leases.clean(fixture.url, "main"));
        running.awaitStart();
        // When
        server.fault("events", Fault.problem(409, "STALE_ATTEMPT", Map.of()));
        running.report.get().log(LogLevel.INFO, "anything");
        await().atMost(SOON).until(() -> running.stopped.get() != null);
        fixture.awaitIdle();
        // Then
        assertThat(running.stopped.get()).isEqualTo(Reason.REVOKED);
        assertThat(server.results).isEmpty();
    }

    @Test
    void registersAgainWhenTheSessionHasEnded() {
        // Given
        Running running = new Running();
        execution.script(running);
        server.offer(Leases.clean(fixture.url, "main"));
        running.awaitStart();
        int registrations = server.registrations.size();
        // When
        server.session = UUID.randomUUID();
        server.fault("heartbeat", Fault.problem(410, "SESSION_ENDED", Map.of("reason", "expired")));
        await().atMost(SOON).until(() -> server.registrations.size() > registrations);
        fixture.awaitIdle();
        // Then
        assertThat(running.stopped.get()).isEqualTo(Reason.REVOKED);
        assertThat(server.results).isEmpty();
    }

    @Test
    void endsABuildThatRunsTooLong() {
        // Given
        Running running = new Running();
        execution.script(running);
        // When
        AttemptResult result =
                fixture.build(
                        Leases.of(
                                Leases.job(fixture.url, "main"),
                                BuildStrategy.CLEAN,
                                Duration.ofSeconds(2)));
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(result.failureReason()).isEqualTo(FailureReason.TIMEOUT);
    }

    @Test
    void goesOnBuildingWhileTheServerIsAway() {
        // Given
        Running running = new Running();
        execution.script(running);
        Lease lease = Leases.clean(fixture.url, "main");
        server.offer(lease);
        running.awaitStart();
        // When
        server.goAway();
        running.report.get().log(LogLevel.INFO, "said while nobody heard");
        running.finish.countDown();
        await().during(Duration.ofSeconds(1)).until(() -> server.results.isEmpty());
        server.comeBack();
        await().atMost(SOON).until(() -> !server.results.isEmpty());
        // Then
        assertThat(server.results.get(0).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(server.log(lease.attemptUid())).contains("said while nobody heard");
    }

    /** A build that runs until it is stopped, or told to finish. */
    private static final class Running implements Execution {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch finish = new CountDownLatch(1);
        private final AtomicReference<Reason> stopped = new AtomicReference<>();
        private final AtomicReference<dev.buildserver.agent.report.AttemptReport> report =
                new AtomicReference<>();

        @Override
        public ExecutionResult run(BuildContext context) throws InterruptedException {
            report.set(context.report());
            context.stop()
                    .onStop(
                            () -> {
                                stopped.set(context.stop().reason().orElseThrow());
                                finish.countDown();
                            });
            started.countDown();
            finish.await();
            return ScriptedExecution.succeeded();
        }

        private void awaitStart() {
            await().atMost(SOON).until(() -> started.getCount() == 0);
        }
    }
}
