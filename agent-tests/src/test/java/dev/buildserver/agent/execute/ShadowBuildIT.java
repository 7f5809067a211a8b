package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.HIT;
import static dev.buildserver.contract.cache.CacheOutcome.MISS;
import static dev.buildserver.contract.cache.CacheOutcome.UNCACHEABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code User → Stamp}: the latter has the time of day in an output; {@code Plain} alone. */
class ShadowBuildIT {
    private static final JobOptions JOB = JobOptions.of("All.sln").buildOnly();

    private static final Revision TREE = new Revision("c0ffee", "main", "7ee", "");

    @TempDir Path work;
    private Bench bench;
    private int trees;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(work);
    }

    @Test
    void timeInAnOutputIsFoundAndTheProjectQuarantinedWithWhatIsBuiltOnIt() throws Exception {
        // Given
        ExecutionResult first = build();
        assertThat(outcomes(first).values()).containsOnly(MISS);
        assertThat(outcomes(build()).values()).containsOnly(HIT);
        assertThat(bench.known(TREE, JOB))
                .as("%s%n%s", first.cache().whole(), bench.report.text())
                .isPresent();

        // When
        first.shadow().run(new ManualStop());

        // Then
        assertThat(bench.known(TREE, JOB)).isEmpty();
        ExecutionResult next = build();
        assertThat(outcomes(next))
                .containsOnly(
                        entry("Plain", HIT),
                        entry("Stamp", UNCACHEABLE),
                        entry("User", UNCACHEABLE));
        assertThat(report(next, "Stamp").reason())
                .contains("quarantined", "src/Stamp/bin/Release/netstandard2.1/stamp.txt");
        assertThat(report(next, "User").reason()).contains("built on src/Stamp/Stamp.csproj");
    }

    @Test
    void aProjectThatWasVerifiedOftenEnoughIsLeftToChance() throws Exception {
        // Given
        build().shadow().run(new ManualStop());
        build().shadow().run(new ManualStop());

        // When
        ExecutionResult third = bench.run(tree(), JOB, BuildStrategy.CACHED, false);

        // Then
        assertThat(third.shadow()).isNull();
        assertThat(bench.verified(JOB)).containsOnly(entry("src/Plain/Plain.csproj", 2));
    }

    @Test
    void aVerificationEndsAtOnceAndLeavesNothing() throws Exception {
        // Given
        ExecutionResult first = build();
        ManualStop stop = new ManualStop();
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                first.shadow().run(stop);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await().atMost(Duration.ofSeconds(60)).until(() -> builds() > 0);

        // When
        stop.give(StopSignal.Reason.CANCELLED);

        // Then
        await().atMost(Duration.ofSeconds(2)).until(running::isDone);
        assertThat(running).isCompleted();
        assertThat(builds()).isZero();
        assertThat(bench.verified(JOB)).isEmpty();
        assertThat(outcomes(build()).values()).containsOnly(HIT);
    }

    @Test
    void aLosingProjectThatLooksAtTheCommitTiesTheWholeBuildToIt() throws Exception {
        // Given
        Path tree = tree();
        new Source(tree)
                .file(".git/HEAD", "c0ffee")
                .file(
                        "src/Plain/Directory.Build.targets",
                        """
                        <Project><Target Name="Id" AfterTargets="Build">
                          <Exec Command="cat ../../.git/HEAD > $(OutDir)commit.txt" />
                        </Target></Project>
                        """);
        bench.loses(JOB, "src/Plain/Plain.csproj");

        // When
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, TREE);

        // Then
        assertThat(report(result, "Plain").outcome()).isEqualTo(UNCACHEABLE);
        assertThat(report(result, "Plain").reason()).contains("the cache took 20000 ms");
        assertThat(result.cache().whole().outcome()).as(bench.report.text()).isEqualTo(MISS);
        assertThat(bench.known(TREE, JOB)).isPresent();
        assertThat(bench.known(new Revision("decaf", "main", "7ee", ""), JOB)).isEmpty();
    }

    private static long builds() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("bwrap"))
                .count();
    }

    private ExecutionResult build() throws Exception {
        ExecutionResult result = bench.run(tree(), JOB, BuildStrategy.CACHED, false);
        assertThat(result.cache()).as(bench.report.text()).isNotNull();
        assertThat(result.shadow()).as(bench.report.text()).isNotNull();
        return result;
    }

    private Path tree() throws IOException {
        Source source = new Source(work.resolve("tree-" + ++trees));
        project(source, "Plain", "");
        project(
                source,
                "Stamp",
                """
                <Target Name="Stamp" AfterTargets="Build">
                  <!-- The shell's own clock: a program that tells the time would be noticed. -->
                  <Exec Command="bash -c 'echo $EPOCHREALTIME' > $(OutDir)stamp.txt" />
                </Target>
                """);
        project(
                source,
                "User",
                """
                <ItemGroup><ProjectReference Include="../Stamp/Stamp.csproj" /></ItemGroup>
                """);
        source.file("All.sln", CachedSolution.solution("", "Plain", "Stamp", "User"))
                .file(
                        "NuGet.config",
                        "<configuration><packageSources><clear/></packageSources></configuration>");
        return source.root();
    }

    private static void project(Source source, String name, String content) throws IOException {
        source.file(
                        "src/%1$s/%1$s.csproj".formatted(name),
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
                          %s
                        </Project>
                        """
                                .formatted(content))
                .file("src/%1$s/%1$s.cs".formatted(name), "public class " + name + " { }");
    }

    private static Map<String, CacheOutcome> outcomes(ExecutionResult result) {
        Map<String, CacheOutcome> outcomes = new TreeMap<>();
        for (ProjectReport project : result.cache().projects()) {
            outcomes.put(name(project), project.outcome());
        }
        return outcomes;
    }

    private static ProjectReport report(ExecutionResult result, String name) {
        return result.cache().projects().stream()
                .filter(project -> name(project).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(ProjectReport project) {
        String path = project.project();
        return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    }
}
