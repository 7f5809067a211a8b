package dev.buildserver.agent.pipeline;

import static dev.buildserver.agent.pipeline.PipelineFixture.SOON;
import static dev.buildserver.agent.pipeline.ScriptedExecution.output;
import static dev.buildserver.agent.pipeline.ScriptedExecution.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.testing.AgentServices;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.FakeServer.Fault;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong on the way: who is to blame for it, and what is tried again. */
@QuarkusTest
@QuarkusTestResource(AgentServices.class)
class PipelineFaultsTest {
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
    void failsForGoodWhenTheRefIsMissing() {
        // When
        Lease lease = Leases.clean(fixture.url, "nowhere");
        AttemptResult result = fixture.build(lease);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.SOURCE_UNAVAILABLE);
        assertThat(result.message()).contains("no branch or tag 'nowhere'");
        assertThat(fixture.stageEnds(lease).get(0).status()).isEqualTo(StageStatus.FAILED);
        assertThat(fixture.stageEnds(lease).subList(1, 6))
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
        AttemptResult result = fixture.build(Leases.clean(fixture.url, "main"));
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
        AttemptResult result = fixture.build(Leases.clean(fixture.url, "main"));
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
        AttemptResult result = fixture.build(Leases.clean(fixture.url, "main"));
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
        Lease lease = Leases.clean(fixture.url, "main");
        // When
        AttemptResult result = fixture.build(lease);
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
        server.offer(Leases.clean(fixture.url, "main"));
        await().atMost(SOON).until(() -> server.resultBodies.size() == 3);
        // Then
        assertThat(server.resultBodies).containsOnly(server.resultBodies.get(0));
        assertThat(server.resultBodies).hasSize(3);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
