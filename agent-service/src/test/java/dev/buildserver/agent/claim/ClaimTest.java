package dev.buildserver.agent.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.http.TestHttp;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.FakeServer.Fault;
import dev.buildserver.agent.testing.FitToolchain;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.TestTasks;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Lease;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    @TempDir Path temp;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<String> exits = new CopyOnWriteArrayList<>();
    private final Attempts attempts = new Attempts();
    private final TestTasks tasks = new TestTasks();
    private FakeServer server;
    private FitToolchain toolchain;
    private HeldAttempts held;
    private IntakeGate gate;
    private AgentSession session;
    private Heartbeats heartbeats;
    private LeasePolls polls;
    private LeaseIntake intake;

    @BeforeEach
    void wire() throws Exception {
        server = new FakeServer();
        AgentConfig config = config();
        toolchain =
                new FitToolchain(
                        new ToolchainSettings(
                                Optional.empty(), Optional.empty(), temp, 0, 1, Map.of()));
        held = new HeldAttempts(config);
        gate = new IntakeGate(toolchain);
        SessionClient client = new SessionClient(TestHttp.create(), config);
        SecureRandom random = new SecureRandom();
        session =
                new AgentSession(client, held, toolchain, config, pauses::add, exits::add, random);
        heartbeats =
                new Heartbeats(
                        session, client, held, gate, toolchain, pauses::add, nanos::get, random);
        intake = new LeaseIntake(held, gate, attempts, tasks, nanos::get);
        polls =
                new LeasePolls(
                        session,
                        client,
                        held,
                        gate,
                        new NoWarmSources(),
                        intake,
                        pauses::add,
                        random);
    }

    @AfterEach
    void close() {
        tasks.close();
        server.close();
    }

    @Test
    void registersWithBackOffUntilItSucceeds() throws Exception {
        // Given
        server.fault("register", Fault.status(503), Fault.status(500), Fault.lostAnswer());
        // When
        session.get();
        // Then
        assertThat(server.registrations.get(0).agentName()).isEqualTo("agent-1");
        assertThat(pauses).hasSize(3).allMatch(p -> p.compareTo(Duration.ofSeconds(5)) <= 0);
    }

    @Test
    void asksSeldomWithAWrongCredential() throws Exception {
        // Given
        server.fault("register", Fault.problem(401, "UNAUTHENTICATED", Map.of()));
        // When
        session.get();
        // Then
        assertThat(pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void givesWayToAnotherProcessOfItsName() throws Exception {
        // Given
        server.fault(
                "heartbeat", Fault.problem(410, "SESSION_ENDED", Map.of("reason", "replaced")));
        // When
        heartbeats.beat();
        // Then
        assertThat(exits).singleElement().asString().contains("agent-1");
    }

    @Test
    void killsWhatItHoldsWhenItsSessionHasEnded() throws Exception {
        // Given
        intake.take(Leases.clean("https://example.com/a.git", "main"));
        HeldAttempt running = attempts.awaitRunning();
        server.fault("heartbeat", Fault.problem(410, "SESSION_ENDED", Map.of("reason", "expired")));
        // When
        heartbeats.beat();
        // Then
        assertThat(running.stop().isRevoked()).isTrue();
        assertThat(exits).isEmpty();
    }

    @Test
    void goesOnBuildingUntilTheOrphanLimit() throws Exception {
        // Given
        heartbeats.beat();
        intake.take(Leases.clean("https://example.com/a.git", "main"));
        HeldAttempt running = attempts.awaitRunning();
        server.fault("heartbeat", Fault.status(503), Fault.status(503));
        nanos.addAndGet(Duration.ofMinutes(14).toNanos());
        heartbeats.beat();
        assertThat(running.stop().reason()).isEmpty();
        // When
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        heartbeats.beat();
        // Then
        assertThat(running.stop().reason()).contains(Reason.REVOKED);
    }

    @Test
    void saysWhenAnAnswerWasLost() throws Exception {
        // Given
        server.fault("lease", Fault.lostAnswer());
        // When
        polls.poll();
        polls.poll();
        polls.poll();
        // Then
        assertThat(server.leaseRequests.get(0).recheck()).isTrue();
        assertThat(server.leaseRequests.get(1).recheck()).isFalse();
    }

    @Test
    void handsBackWhatItHasNoSlotFor() throws Exception {
        // Given
        intake.take(Leases.clean("https://example.com/a.git", "main"));
        attempts.awaitRunning();
        Lease second = Leases.clean("https://example.com/b.git", "main");
        // When
        intake.take(second);
        // Then
        await().untilAsserted(
                        () ->
                                assertThat(attempts.handedBack)
                                        .extracting(HeldAttempt::uid)
                                        .containsExactly(second.attemptUid()));
        assertThat(held.freeSlots()).isZero();
    }

    @Test
    void ignoresALeaseThatItHoldsAlready() throws Exception {
        // Given
        Lease lease = Leases.clean("https://example.com/a.git", "main");
        intake.take(lease);
        attempts.awaitRunning();
        // When
        intake.take(lease);
        // Then
        assertThat(attempts.started).hasSize(1);
        assertThat(attempts.handedBack).isEmpty();
    }

    @Test
    void takesNoWorkWhileTheMachineIsNotFit() throws Exception {
        // Given
        toolchain.setFit(false);
        // When
        polls.poll();
        heartbeats.beat();
        // Then
        assertThat(server.leaseRequests).isEmpty();
        assertThat(server.heartbeats.get(0).accepting()).isFalse();
    }

    @Test
    void takesNoWorkWhileDrained() throws Exception {
        // Given
        server.answerHeartbeats(new HeartbeatAnswer(null, null, true));
        heartbeats.beat();
        // When
        polls.poll();
        // Then
        assertThat(server.leaseRequests).isEmpty();
        server.answerHeartbeats(new HeartbeatAnswer(null, null, false));
        heartbeats.beat();
        polls.poll();
        assertThat(server.leaseRequests).hasSize(1);
    }

    @Test
    void asksAgainForWhatItCouldNotBegin() throws Exception {
        // Given
        server.offer(Leases.clean("file:///none", "main"));
        tasks.close();
        // When
        assertThatThrownBy(polls::poll).isInstanceOf(RejectedExecutionException.class);
        polls.poll();
        // Then
        assertThat(held.uids()).isEmpty();
        assertThat(server.leaseRequests).extracting(r -> r.recheck()).containsExactly(false, true);
        assertThat(server.leaseRequests.get(1).held()).isEmpty();
    }

    @Test
    void countsHeartbeatsPerSession() throws Exception {
        // When
        heartbeats.beat();
        heartbeats.beat();
        // Then
        assertThat(server.heartbeats).extracting(b -> b.sequence()).containsExactly(1L, 2L);
    }

    @Test
    void signsOffForGood() throws Exception {
        // Given
        session.get();
        // When
        session.close();
        // Then
        assertThat(server.deregistered).containsExactly(server.session.toString());
        assertThatThrownBy(heartbeats::beat).isInstanceOf(InterruptedException.class);
        assertThat(server.registrations).hasSize(1);
    }

    private AgentConfig config() throws Exception {
        Path token = Files.writeString(temp.resolve("token"), "secret");
        return new SmallRyeConfigBuilder()
                .withMapping(AgentConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(
                        Map.of(
                                "buildserver.agent.name",
                                "agent-1",
                                "buildserver.agent.orchestrator-url",
                                server.url(),
                                "buildserver.agent.token-file",
                                token.toString(),
                                "buildserver.agent.poll-wait",
                                "PT1S"))
                .build()
                .getConfigMapping(AgentConfig.class);
    }

    /** Attempts that run until the test is over. */
    private static final class Attempts implements AttemptRunner {
        private final List<HeldAttempt> started = new CopyOnWriteArrayList<>();
        private final List<HeldAttempt> handedBack = new CopyOnWriteArrayList<>();
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public void run(HeldAttempt attempt) {
            started.add(attempt);
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void handBack(HeldAttempt attempt, String why) {
            handedBack.add(attempt);
        }

        private HeldAttempt awaitRunning() {
            await().until(() -> !started.isEmpty());
            return started.get(0);
        }
    }

    private static final class NoWarmSources implements WarmSources {
        @Override
        public List<String> keys() {
            return List.of();
        }

        @Override
        public void relieveDisk() {}
    }
}
