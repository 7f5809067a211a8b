package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.agent.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir Path work;

    @Test
    void attemptsAtOnceHaveCompilerServersOfTheirOwnWhichEndWithThem() throws Exception {
        // Given
        Bench first = new Bench(work.resolve("1"), false);
        Bench second = new Bench(work.resolve("2"), false);
        CompletableFuture<ExecutionResult> one = waitingBuild(first);
        CompletableFuture<ExecutionResult> two = waitingBuild(second);

        // When
        await().atMost(LIMIT).until(() -> ready(first) && ready(second));
        Set<String> own = new HashSet<>(attempts(first));
        own.addAll(attempts(second));
        Set<String> servers = compilerServers(own);
        Files.createFile(first.work.resolve("go"));
        ExecutionResult ended = one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        Set<String> left = compilerServers(own);
        Files.createFile(second.work.resolve("go"));
        ExecutionResult later = two.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        // Then
        assertThat(servers).hasSize(2);
        assertThat(left).hasSize(1).isSubsetOf(servers);
        assertThat(compilerServers(own)).isEmpty();
        assertThat(List.of(ended, later))
                .extracting(ExecutionResult::outcome)
                .containsOnly(Outcome.SUCCEEDED);
    }

    @Test
    void aFolderWithUnusualCharactersWillDo() throws Exception {
        // Given
        Bench bench = new Bench(work.resolve("a b (c) + ü's"));
        Path source = bench.sample("greeter");

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Greeter.sln"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.testResults().total()).isEqualTo(6);
        assertThat(result.outputs()).hasSize(5);
        assertThat(bench.report.progress).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDaemonThatLeavesAllBehindThatIsOfItsBuildEndsWithIt(boolean sandboxed) throws Exception {
        // Given
        Bench bench = new Bench(work, sandboxed);
        Source source =
                Source.app(work.resolve("src"), bench)
                        .afterBuild(
                                """
                                <Exec Command="env -i setsid nohup /bin/bash -c 'cd /; exec -a x \
                                /bin/sleep 3003' &gt;/dev/null 2&gt;&amp;1 &amp;" />
                                <Exec Command="touch ran" />
                                """);

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj").buildOnly());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(source.root().resolve("ran")).exists();
        assertThat(ProcessHandle.allProcesses())
                .extracting(process -> process.info().commandLine().orElse(""))
                .noneMatch(command -> command.endsWith("sleep 3003"))
                .noneMatch(command -> command.endsWith("x 3003"));
    }

    private static boolean ready(Bench bench) {
        return Files.exists(bench.work.resolve("ready"));
    }

    /** Compiles, then waits for the file {@code go}. */
    private static CompletableFuture<ExecutionResult> waitingBuild(Bench bench) throws Exception {
        Source source =
                Source.app(bench.work.resolve("src"), bench)
                        .afterBuild(
                                """
                                <Exec Command="touch ../ready;
                                  while [ ! -e ../go ]; do sleep 0.1; done" />
                                """
                                        .replace("\n", " "));
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        JobOptions options = JobOptions.of("App.csproj").buildOnly();
                        return bench.run(source.root(), options);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /** Ids of the attempts of a bench that run now, without hyphens. */
    private static Set<String> attempts(Bench bench) throws IOException {
        try (Stream<Path> folders = Files.list(bench.work)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("scratch-"))
                    .map(name -> name.substring("scratch-".length()).replace("-", ""))
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Those of the attempts whose compiler server runs; other agents of this machine have theirs.
     */
    private static Set<String> compilerServers(Set<String> attempts) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains("-pipename:buildserver-"))
                .map(command -> command.replaceAll(".*-pipename:buildserver-(\\S+).*", "$1"))
                .filter(attempts::contains)
                .collect(Collectors.toSet());
    }
}
