package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.FAILED;
import static dev.buildserver.contract.cache.CacheOutcome.HIT;
import static dev.buildserver.contract.cache.CacheOutcome.MISS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A solution that was built and tested once; each test builds a tree that is not on disk. */
class LateSourceIT {
    private static final JobOptions JOB = JobOptions.of(TestedSolution.FILE).testsOnly();
    private static final JobOptions PRODUCTS = JobOptions.of(TestedSolution.FILE).withoutTests();

    @TempDir static Path work;
    private static Bench bench;
    private static int trees;
    private static Path first;

    @BeforeAll
    static void fillTheCache() throws Exception {
        bench = new Bench(work);
        first = tree();
        ExecutionResult result = bench.run(first, JOB, BuildStrategy.CACHED, false);
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void whereAllIsKnownNothingIsWritten() throws Exception {
        // Given
        LateTree late = late(tree());

        // When
        ExecutionResult result = run(late, JOB);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(outcomes(result.cache().projects())).containsOnly(HIT);
        assertThat(outcomes(result.cache().tests())).hasSize(2).containsOnly(HIT);
        assertThat(result.testResults().total()).isEqualTo(5);
        assertThat(bench.report.text()).doesNotContain("$ dotnet");
        assertThat(late.files()).containsExactly(TestedSolution.FILE);
    }

    @Test
    void aTestThatRunsFindsWhatItWouldFindElse() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(tree.resolve("data/expected.txt"), "6");
        LateTree late = late(tree);

        // When
        ExecutionResult result = run(late, JOB);

        // Then
        assertThat(outcomes(result.cache().projects())).containsOnly(HIT);
        assertThat(outcomes(result.cache().tests())).containsOnly(FAILED, HIT);
        assertThat(result.testResults().failed()).isEqualTo(1);
        assertThat(result.testResults().total()).isEqualTo(5);
        assertThat(assemblies(late.root())).isEqualTo(assemblies(first)).hasSizeGreaterThan(3);
    }

    @Test
    void aProjectThatIsBuiltIsThatOfATreeOnDisk() throws Exception {
        // Given
        JobOptions job = JobOptions.of(TestedSolution.FILE).buildOnly().manifest();
        Path clean = withBody(tree());
        String expected = manifest(bench.run(clean, job));
        LateTree late = late(withBody(tree()));

        // When
        ExecutionResult result = run(late, job);

        // Then
        assertThat(outcomes(result.cache().projects())).containsOnly(HIT, HIT, MISS);
        assertThat(manifest(result)).isEqualTo(expected);
    }

    @Test
    void ofAllOutputsOnlyThoseThatAreUploadedAreWritten() throws Exception {
        // Given
        ExecutionResult made = bench.run(tree(), PRODUCTS, BuildStrategy.CACHED, false);
        LateTree late = late(tree());

        // When
        ExecutionResult result = run(late, PRODUCTS);

        // Then
        assertThat(outcomes(result.cache().products())).isNotEmpty().containsOnly(HIT);
        assertThat(late.files())
                .containsExactly(TestedSolution.FILE, "src/Lib/bin/Release/netstandard2.1/Lib.dll");
        assertThat(paths(result)).isEqualTo(paths(made));
        for (String path : paths(made)) {
            assertThat(bench.output(result, path)).hasSameBinaryContentAs(bench.output(made, path));
        }
    }

    @Test
    void whatIsDamagedWhenSomebodyNeedsItIsBuiltAfterAll() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(tree.resolve("data/expected.txt"), "7");
        LateTree late = late(tree);
        Files.writeString(content("src/Lib/bin/Release/netstandard2.1/Lib.dll"), "other bytes");

        // When
        ExecutionResult result = run(late, JOB);

        // Then
        assertThat(result.testResults()).as(bench.report.text()).isNotNull();
        assertThat(result.testResults().total()).isEqualTo(5);
        assertThat(bench.report.text()).contains("$ ");
        assertThat(assemblies(late.root())).isEqualTo(assemblies(first));
    }

    @Test
    void withoutAFileOfRestoreTheSolutionIsRestoredAnew() throws Exception {
        // Given
        LateTree late = late(tree());
        Files.delete(content("src/Lib/obj/project.assets.json"));

        // When
        ExecutionResult result = run(late, JOB);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.cache().restore().outcome()).isEqualTo(MISS);
        assertThat(outcomes(result.cache().projects()))
                .as("%s", result.cache().projects())
                .containsOnly(HIT);
        assertThat(late.root().resolve("src/Lib/obj/project.assets.json")).exists();
    }

    @Test
    void anAttemptThatIsStoppedWhileItsSourceIsWrittenIsCancelled() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(tree.resolve("data/expected.txt"), "8");
        LateTree late =
                late(tree)
                        .atWrite(
                                () -> {
                                    bench.stop.give(StopSignal.Reason.CANCELLED);
                                    throw new UncheckedIOException(
                                            new InterruptedIOException("told to end"));
                                });

        // When
        ExecutionResult result = run(late, JOB);
        bench.stop.give(null);

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    private static LateTree late(Path tree) throws IOException {
        return new LateTree(tree, work.resolve("late-" + trees), TestedSolution.FILE);
    }

    private static ExecutionResult run(LateTree late, JobOptions job) throws Exception {
        bench.report.log.clear();
        return bench.run(late.root(), job, late);
    }

    private static Path tree() throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree-" + ++trees));
        TestedSolution.write(tree, bench.appFramework());
        return tree;
    }

    private static Path withBody(Path tree) throws IOException {
        Path file = tree.resolve("src/Plain.Tests/PlainTests.cs");
        String text = Files.readString(file);
        Files.writeString(file, text.replace("{ Assert", "{ int a = 1; Assert"));
        return tree;
    }

    // Of an output of the first build in the cache.
    private static Path content(String output) throws Exception {
        byte[] bytes = Files.readAllBytes(first.resolve(output));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        try (Stream<Path> files = Files.walk(work.resolve("build-cache"))) {
            return files.filter(file -> file.endsWith(sha256)).findFirst().orElseThrow();
        }
    }

    private static String manifest(ExecutionResult result) throws IOException {
        return Files.readString(bench.output(result, "outputs.json"));
    }

    private static List<CacheOutcome> outcomes(List<ProjectReport> reports) {
        return reports.stream().map(ProjectReport::outcome).toList();
    }

    private static List<String> paths(ExecutionResult result) {
        return result.outputs().stream().map(OutputFile::path).sorted().toList();
    }

    private static List<String> assemblies(Path tree) throws Exception {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.map(file -> tree.relativize(file).toString())
                    .filter(path -> path.contains("/bin/") && path.endsWith(".dll"))
                    .sorted()
                    .toList();
        }
    }
}
