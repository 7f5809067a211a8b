package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.agent.execute.StopSignal.Reason;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopIT {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    @TempDir Path work;
    private Bench bench;
    private Path started;
    private Source source;

    private void aBuildThatDoesNotEnd(boolean sandboxed) throws Exception {
        bench = new Bench(work, sandboxed);
        source =
                Source.app(work.resolve("src"), bench)
                        .afterBuild(
                                """
                                <Exec Command="(setsid sh -c 'cd /; sleep 72' &amp;) ;
                                  sleep 72 &amp; touch started; sleep 72" />
                                """
                                        .replace("\n", " "));
        started = source.root().resolve("started");
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELLED, true, Cancelled, ",
        "CANCELLED, false, Cancelled, ",
        "TIMEOUT, false, Timeout, Timeout",
        "SHUTDOWN, true, Returned, "
    })
    void aStopEndsEveryProcessWithinASecond(
            Reason reason, boolean sandboxed, String outcome, String failure) throws Exception {
        // Given
        aBuildThatDoesNotEnd(sandboxed);
        CompletableFuture<ExecutionResult> running = build();
        await().atMost(START_LIMIT).until(() -> Files.exists(started));
        assertThat(processes()).as("build, its children, its compiler server").isNotEmpty();

        // When
        long begin = System.nanoTime();
        bench.stop.give(reason);
        ExecutionResult result = running.get(30, TimeUnit.SECONDS);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);

        // Then
        assertThat(processes()).isEmpty();
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
        assertThat(result.outcome()).hasToString(outcome);
        assertThat(result.failureReason())
                .isEqualTo(failure == null ? null : FailureReason.valueOf(failure.toUpperCase()));
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsExactly(
                        StageStatus.SUCCEEDED,
                        reason == Reason.TIMEOUT ? StageStatus.FAILED : StageStatus.CANCELLED,
                        StageStatus.SKIPPED,
                        StageStatus.SKIPPED);
        assertThat(result.message()).isNotBlank();
    }

    @Test
    void aStopEndsACachedBuildAndNothingOfItsProjectsIsKept() throws Exception {
        // Given
        aBuildThatDoesNotEnd(true);
        CompletableFuture<ExecutionResult> running = build(BuildStrategy.CACHED);
        await().atMost(START_LIMIT).until(() -> Files.exists(started));
        assertThat(processes()).isNotEmpty();

        // When
        long begin = System.nanoTime();
        bench.stop.give(Reason.CANCELLED);
        ExecutionResult result = running.get(30, TimeUnit.SECONDS);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);

        // Then
        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(processes()).isEmpty());
        assertThat(taken).isLessThan(Duration.ofSeconds(1));
        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(entries()).as("that of restore alone").hasSize(1);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(work.resolve("build-cache"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    @Test
    void aStopBeforeTheBeginningStartsNothing() throws Exception {
        // Given
        aBuildThatDoesNotEnd(true);
        bench.stop.give(Reason.CANCELLED);

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj"));

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsOnly(StageStatus.SKIPPED);
        assertThat(bench.report.text()).doesNotContain("$ dotnet");
    }

    @Test
    void nothingOutlivesABuildThatEndedByItself() throws Exception {
        // Given
        aBuildThatDoesNotEnd(false);
        source.afterBuild(
                "<Exec Command=\"(setsid sh -c 'cd /; exec sleep 72' >/dev/null 2>&amp;1"
                        + " &lt;/dev/null &amp;) ; echo $(SharedCompilationId) > server\" />");

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj").buildOnly());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(processes()).isEmpty();
        String server = Files.readString(source.root().resolve("server")).strip();
        assertThat(server).startsWith("buildserver-");
        assertThat(Path.of("/tmp", server)).doesNotExist();
    }

    private CompletableFuture<ExecutionResult> build() {
        return build(BuildStrategy.CLEAN);
    }

    private CompletableFuture<ExecutionResult> build(BuildStrategy strategy) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return bench.run(
                                source.root(),
                                JobOptions.of("App.csproj").buildOnly(),
                                strategy,
                                false);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Sleepers of these builds, and whatever .NET process has to do with this test's folder. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info().commandLine().orElse(""))
                .filter(
                        command ->
                                command.contains("sleep 72")
                                        || command.contains(work.toString())
                                                && command.contains("dotnet"))
                .toList();
    }
}
