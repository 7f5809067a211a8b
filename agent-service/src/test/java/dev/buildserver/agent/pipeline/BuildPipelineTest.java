package dev.buildserver.agent.pipeline;

import static dev.buildserver.agent.pipeline.PipelineFixture.SOON;
import static dev.buildserver.agent.pipeline.ScriptedExecution.output;
import static dev.buildserver.agent.pipeline.ScriptedExecution.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventRecord;
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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way of an attempt through a running agent. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
class BuildPipelineTest {
    FakeServer server;
    @Inject ScriptedExecution execution;
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
    void buildsWhatALeaseAsksFor() {
        // Given
        execution.script(
                context -> {
                    context.report().stageStarted(StageName.BUILD);
                    context.report().log(LogLevel.INFO, "found " + read(context.source()));
                    context.report().stageEnded(StageName.BUILD, StageStatus.SUCCEEDED, null, 0, 0);
                    return result(Outcome.SUCCEEDED, null, output(context, "out/a b.txt"));
                });
        Lease lease = Leases.clean(fixture.url, "main");
        // When
        AttemptResult result = fixture.build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.commit()).isEqualTo(fixture.commit);
        assertThat(result.branch()).isEqualTo("main");
        assertThat(result.artifacts().count()).isEqualTo(1);
        assertThat(fixture.stageEnds(lease))
                .extracting(EventRecord.Stage::name)
                .containsExactly(StageName.values());
        assertThat(fixture.stageEnds(lease))
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
                .containsExactly(fixture.commit);
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
        Lease lease = Leases.clean(fixture.url, "main");
        // When
        AttemptResult result = fixture.build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.commit()).isEqualTo(fixture.commit);
        assertThat(result.artifacts().count()).isEqualTo(1);
        assertThat(fixture.stageEnds(lease))
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
        Lease lease = Leases.clean(fixture.url, "main");
        // When
        AttemptResult result = fixture.build(lease);
        // Then
        assertThat(result.stages()).as("would come with this machine's time").isEmpty();
        assertThat(fixture.stages(lease).filter(stage -> stage.status() != StageStatus.SKIPPED))
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
        Lease lease = Leases.clean(fixture.url, "main");
        // When
        fixture.build(lease);
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
        AttemptResult result = fixture.build(Leases.clean(fixture.url, "main"));
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(result.artifacts().count()).isEqualTo(1);
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
                        Leases.job(fixture.url, "main"),
                        BuildStrategy.INCREMENTAL,
                        Duration.ofMinutes(1));
        fixture.build(lease);
        assertThat(warm.get()).isFalse();
        server.forget();
        // When
        fixture.build(Leases.of(lease.job(), BuildStrategy.INCREMENTAL, Duration.ofMinutes(1)));
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
        fixture.build(Leases.clean(fixture.url, "main"));
        server.forget();
        // When
        fixture.build(
                Leases.of(
                        Leases.job(fixture.url, "main"),
                        BuildStrategy.INCREMENTAL,
                        Duration.ofMinutes(1)));
        // Then
        assertThat(warm.get()).isEqualTo(kept);
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
        Lease lease = Leases.clean(fixture.url, "main");
        // When
        AttemptResult result = fixture.build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.RETURNED);
        assertThat(result.needs()).isEqualTo(needs);
        assertThat(result.message()).isEqualTo("SDK 9.0 is missing");
        assertThat(result.artifacts()).isNull();
        assertThat(server.log(lease.attemptUid())).contains("SDK 9.0 is missing");
    }

    private static OutputFile known(BuildContext context) {
        try {
            Path file = Files.writeString(context.scratch().resolve("known.txt"), "known");
            return new OutputFile(file, "a.txt", "a.txt", ArtifactKind.ASSEMBLY, "text/plain");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source.resolve("src/a.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
