package dev.buildserver.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.FakeServer.Fault;
import dev.buildserver.agent.testing.GitHttpServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.SourceRepository;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.toolchain.SdkRequirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way of an attempt through a running agent. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
class BuildPipelineTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    FakeServer server;
    @Inject ScriptedExecution execution;

    @ConfigProperty(name = "buildserver.agent.work-dir")
    Path workDir;

    @TempDir Path temp;
    private GitHttpServer git;
    private SourceRepository repository;
    private String url;
    private String commit;

    @BeforeEach
    void repository() throws Exception {
        server.forget();
        git = new GitHttpServer();
        repository = new SourceRepository(temp.resolve("repo"));
        commit = repository.write("src/a.txt", "hello").commit("first");
        url = git.serve("demo.git", repository.folder());
    }

    @AfterEach
    void close() {
        git.close();
        repository.close();
    }

    @Test
    void buildsWhatALeaseAsksFor() {
        // Given
        execution.script(
                context -> {
                    context.report().stageStarted(StageName.BUILD);
                    context.report().log(LogLevel.INFO, "found " + read(context.source()));
                    context.report().stageEnded(StageName.BUILD, StageStatus.SUCCEEDED, null, 0, 0);
                    return result(Outcome.SUCCEEDED, null, output(context, "out/a b.txt"));
                });
        Lease lease = Leases.clean(url, "main");
        // When
        AttemptResult result = build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.commit()).isEqualTo(commit);
        assertThat(result.branch()).isEqualTo("main");
        assertThat(result.artifacts().count()).isEqualTo(1);
        assertThat(stageEnds(lease))
                .extracting(EventRecord.Stage::name)
                .containsExactly(StageName.values());
        assertThat(stageEnds(lease))
                .extracting(EventRecord.Stage::status)
                .containsExactly(
                        StageStatus.SUCCEEDED,
                        StageStatus.SKIPPED,
                        StageStatus.SUCCEEDED,
                        StageStatus.SKIPPED,
                        StageStatus.SKIPPED,
                        StageStatus.SUCCEEDED);
        assertThat(server.log(lease.attemptUid())).contains("found hello");
        assertThat(server.uploads.keySet())
                .anyMatch(q -> q.startsWith("path=out/a b.txt&name=a b.txt&kind=Assembly"));
        assertThat(server.events(lease.attemptUid()))
                .filteredOn(EventRecord.Source.class::isInstance)
                .extracting(e -> ((EventRecord.Source) e).commit())
                .containsExactly(commit);
    }

    @Test
    void uploadsWhatIsKnownWithoutRunningAnything() {
        // Given
        execution.script(
                ScriptedExecution.knowing(
                        context -> {
                            assertThat(context.source().resolve("src")).doesNotExist();
                            return result(Outcome.SUCCEEDED, null, known(context));
                        }));
        Lease lease = Leases.clean(url, "main");
        // When
        AttemptResult result = build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.commit()).isEqualTo(commit);
        assertThat(result.artifacts().count()).isEqualTo(1);
        assertThat(stageEnds(lease))
                .extracting(EventRecord.Stage::name)
                .containsExactly(StageName.values());
    }

    @Test
    void tellsTheTimesOfStagesByOneClockOnly() {
        // Given
        execution.script(
                context -> {
                    context.report().stageStarted(StageName.BUILD);
                    context.report().stageEnded(StageName.BUILD, StageStatus.SUCCEEDED, null, 0, 0);
                    return result(Outcome.SUCCEEDED, null, output(context, "a.txt"));
                });
        Lease lease = Leases.clean(url, "main");
        // When
        AttemptResult result = build(lease);
        // Then
        assertThat(result.stages()).as("would come with this machine's time").isEmpty();
        assertThat(stages(lease).filter(stage -> stage.status() != StageStatus.SKIPPED))
                .isSortedAccordingTo(Comparator.comparing(EventRecord::elapsedMillis))
                .extracting(EventRecord.Stage::name)
                .containsExactly(
                        StageName.CLONE,
                        StageName.CLONE,
                        StageName.BUILD,
                        StageName.BUILD,
                        StageName.UPLOAD,
                        StageName.UPLOAD);
    }

    @Test
    void reportsTheFirstStageAtOnce() {
        // Given
        execution.script(context -> ScriptedExecution.succeeded());
        Lease lease = Leases.clean(url, "main");
        // When
        build(lease);
        // Then
        EventRecord first = server.events(lease.attemptUid()).get(0);
        assertThat(first).isInstanceOf(EventRecord.Stage.class);
        assertThat(((EventRecord.Stage) first).name()).isEqualTo(StageName.CLONE);
        assertThat(first.elapsedMillis()).isLessThan(100);
    }

    @Test
    void uploadsTestResultsOfAFailedBuild() {
        // Given
        execution.script(
                context ->
                        result(
                                Outcome.FAILED,
                                FailureReason.TEST_FAILURES,
                                output(context, "tests/a.trx")));
        // When
        AttemptResult result = build(Leases.clean(url, "main"));
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(result.artifacts().count()).isEqualTo(1);
    }

    @Test
    void failsForGoodWhenTheRefIsMissing() {
        // When
        Lease lease = Leases.clean(url, "nowhere");
        AttemptResult result = build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.SOURCE_UNAVAILABLE);
        assertThat(result.message()).contains("no branch or tag 'nowhere'");
        assertThat(stageEnds(lease).get(0).status()).isEqualTo(StageStatus.FAILED);
        assertThat(stageEnds(lease).subList(1, 6))
                .extracting(EventRecord.Stage::status)
                .containsOnly(StageStatus.SKIPPED);
    }

    @ParameterizedTest
    @MethodSource
    void blamesItselfForItsOwnFaults(Runnable fault) {
        // Given
        execution.script(
                context -> {
                    fault.run();
                    return ScriptedExecution.succeeded();
                });
        // When
        AttemptResult result = build(Leases.clean(url, "main"));
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.INFRA);
        assertThat(result.failureReason()).isEqualTo(FailureReason.INFRASTRUCTURE_ERROR);
    }

    static Stream<Runnable> blamesItselfForItsOwnFaults() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                });
    }

    @Test
    void failsWhenAnArtifactIsTooLarge() {
        // Given
        execution.script(
                context -> {
                    write(context.source().resolve("src/a.txt"), "x".repeat(2000));
                    return result(Outcome.SUCCEEDED, null, output(context, "large.txt"));
                });
        // When
        AttemptResult result = build(Leases.clean(url, "main"));
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.LIMIT_EXCEEDED);
        assertThat(result.message()).contains("large.txt");
        assertThat(result.artifacts()).isNull();
    }

    @Test
    void triesUploadsAgain() {
        // Given
        server.fault("artifacts", Fault.status(503), Fault.lostAnswer());
        server.fault("seal", Fault.status(503));
        execution.script(context -> result(Outcome.SUCCEEDED, null, output(context, "out/a.txt")));
        // When
        AttemptResult result = build(Leases.clean(url, "main"));
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.artifacts()).isNotNull();
    }

    @Test
    void losesNoLineOverFailures() {
        // Given
        server.fault(
                "events",
                Fault.status(503),
                Fault.lostAnswer(),
                Fault.problem(429, "RATE_LIMITED", Map.of()),
                Fault.lostAnswer());
        execution.script(
                context -> {
                    IntStream.range(0, 5000)
                            .forEach(i -> context.report().log(LogLevel.INFO, "line " + i));
                    return ScriptedExecution.succeeded();
                });
        Lease lease = Leases.clean(url, "main");
        // When
        AttemptResult result = build(lease);
        // Then
        assertThat(server.log(lease.attemptUid()))
                .filteredOn(l -> l.startsWith("line "))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5000).mapToObj(i -> "line " + i).toList());
        assertThat(result.lastBatch()).isEqualTo(server.lastBatch(lease.attemptUid()));
    }

    @Test
    void repeatsTheSameResultUntilItIsAnswered() {
        // Given
        server.fault("result", Fault.status(503), Fault.lostAnswer(), Fault.lostAnswer());
        execution.script(context -> ScriptedExecution.succeeded());
        // When
        server.offer(Leases.clean(url, "main"));
        await().atMost(SOON).until(() -> server.resultBodies.size() == 3);
        // Then
        assertThat(server.resultBodies).containsOnly(server.resultBodies.get(0));
        assertThat(server.resultBodies).hasSize(3);
    }

    @Test
    void endsACancelledBuildWithinASecond() {
        // Given
        Running running = new Running();
        execution.script(running);
        Lease lease = Leases.clean(url, "main");
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
        Lease lease = Leases.clean(url, "main");
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
        Lease lease = Leases.clean(url, "main");
        server.offer(lease);
        running.awaitStart();
        // When
        server.answerHeartbeats(new HeartbeatAnswer(List.of(lease.attemptUid()), null, false));
        await().atMost(SOON).until(() -> running.stopped.get() != null);
        server.answerHeartbeats(new HeartbeatAnswer(null, null, false));
        awaitIdle();
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
        server.offer(Leases.clean(url, "main"));
        running.awaitStart();
        // When
        server.fault("events", Fault.problem(409, "STALE_ATTEMPT", Map.of()));
        running.report.get().log(LogLevel.INFO, "anything");
        await().atMost(SOON).until(() -> running.stopped.get() != null);
        awaitIdle();
        // Then
        assertThat(running.stopped.get()).isEqualTo(Reason.REVOKED);
        assertThat(server.results).isEmpty();
    }

    @Test
    void registersAgainWhenTheSessionHasEnded() {
        // Given
        Running running = new Running();
        execution.script(running);
        server.offer(Leases.clean(url, "main"));
        running.awaitStart();
        int registrations = server.registrations.size();
        // When
        server.session = UUID.randomUUID();
        server.fault("heartbeat", Fault.problem(410, "SESSION_ENDED", Map.of("reason", "expired")));
        await().atMost(SOON).until(() -> server.registrations.size() > registrations);
        awaitIdle();
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
                build(
                        Leases.of(
                                Leases.job(url, "main"),
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
        Lease lease = Leases.clean(url, "main");
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

    @Test
    void keepsAWarmTreeForTheNextIncrementalBuild() throws Exception {
        // Given
        AtomicReference<Boolean> warm = new AtomicReference<>();
        execution.script(
                context -> {
                    warm.set(context.warm());
                    return ScriptedExecution.succeeded();
                });
        Lease lease =
                Leases.of(
                        Leases.job(url, "main"), BuildStrategy.INCREMENTAL, Duration.ofMinutes(1));
        build(lease);
        assertThat(warm.get()).isFalse();
        server.forget();
        // When
        build(Leases.of(lease.job(), BuildStrategy.INCREMENTAL, Duration.ofMinutes(1)));
        // Then
        assertThat(warm.get()).isTrue();
        await().atMost(SOON)
                .until(() -> server.leaseRequests.stream().anyMatch(r -> !r.warm().isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({"TEST_FAILURES, true", "COMPILE_ERRORS, false"})
    void keepsTheTreeOfAFailedBuildWhereAllWasCompiled(FailureReason reason, boolean kept) {
        // Given
        AtomicReference<Boolean> warm = new AtomicReference<>();
        execution.script(
                context -> {
                    warm.set(context.warm());
                    return new ExecutionResult(
                            Outcome.FAILED, reason, "", List.of(), null, List.of(), List.of());
                });
        build(Leases.clean(url, "main"));
        server.forget();
        // When
        build(Leases.of(Leases.job(url, "main"), BuildStrategy.INCREMENTAL, Duration.ofMinutes(1)));
        // Then
        assertThat(warm.get()).isEqualTo(kept);
    }

    private AttemptResult build(Lease lease) {
        server.offer(lease);
        await().atMost(SOON).until(() -> !server.results.isEmpty());
        awaitIdle();
        return server.results.get(0);
    }

    @Test
    void aBuildThatThisMachineLacksSomethingForIsHandedBackWithItsName() throws Exception {
        // Given
        Requirements needs = Requirements.pinned(SdkRequirement.of("9.0"));
        execution.script(
                context -> {
                    context.report().log(LogLevel.ERROR, "SDK 9.0 is missing");
                    return new ExecutionResult(
                            Outcome.RETURNED,
                            null,
                            "SDK 9.0 is missing",
                            needs,
                            List.of(),
                            null,
                            List.of(),
                            List.of(),
                            null,
                            null);
                });
        Lease lease = Leases.clean(url, "main");
        // When
        AttemptResult result = build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.RETURNED);
        assertThat(result.needs()).isEqualTo(needs);
        assertThat(result.message()).isEqualTo("SDK 9.0 is missing");
        assertThat(result.artifacts()).isNull();
        assertThat(server.log(lease.attemptUid())).contains("SDK 9.0 is missing");
    }

    private void awaitIdle() {
        int seen = server.heartbeats.size();
        await().atMost(SOON)
                .until(
                        () ->
                                server.heartbeats.stream()
                                        .skip(seen)
                                        .anyMatch(beat -> beat.held().isEmpty()));
    }

    private Stream<EventRecord.Stage> stages(Lease lease) {
        return server.events(lease.attemptUid()).stream()
                .filter(EventRecord.Stage.class::isInstance)
                .map(EventRecord.Stage.class::cast);
    }

    /** How each stage ended, in their order. */
    private List<EventRecord.Stage> stageEnds(Lease lease) {
        return stages(lease)
                .filter(stage -> stage.status() != StageStatus.RUNNING)
                .sorted(Comparator.comparing(EventRecord.Stage::name))
                .toList();
    }

    private static ExecutionResult result(
            Outcome outcome, FailureReason reason, OutputFile... outputs) {
        return new ExecutionResult(
                outcome, reason, null, List.of(), null, List.of(), List.of(outputs));
    }

    private static OutputFile known(BuildContext context) {
        try {
            Path file = Files.writeString(context.scratch().resolve("known.txt"), "known");
            return new OutputFile(file, "a.txt", "a.txt", ArtifactKind.ASSEMBLY, "text/plain");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OutputFile output(BuildContext context, String path) {
        return new OutputFile(
                context.source().resolve("src/a.txt"),
                path,
                Path.of(path).getFileName().toString(),
                ArtifactKind.ASSEMBLY,
                "text/plain");
    }

    private static String read(Path source) {
        try {
            return Files.readString(source.resolve("src/a.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
