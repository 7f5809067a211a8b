package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warm workspace whose tests have passed: four of {@code Lib.Tests}, one of the other. */
class AffectedTestsIT {
    @TempDir private static Path work;
    private static Bench bench;
    private static Path source;
    private static Path kept;

    @BeforeAll
    static void aWorkspaceWhoseTestsPassed() throws Exception {
        bench = new Bench(work);
        source =
                TestedSolution.write(work.resolve("warm/src"), bench.appFramework())
                        .file(".gitignore", "bin/\nobj/\n")
                        .root();
        kept = work.resolve("kept");
        commit();
        ExecutionResult first = incremental(job());
        assertThat(first.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(first.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 0);
        copyAsItIs(source.getParent(), kept);
    }

    /** As that build left it, to the time of each file. */
    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        Files.move(source.getParent(), work.resolve("used-" + UUID.randomUUID()));
        copyAsItIs(kept, source.getParent());
        bench.report.log.clear();
    }

    private static JobOptions job() {
        return JobOptions.of(TestedSolution.FILE).withoutPackages();
    }

    @Test
    void noneRunsWhereNothingChanged() throws Exception {
        // When
        ExecutionResult result = incremental(job());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text())
                .doesNotContain("dotnet test")
                .contains("src/Lib.Tests/Lib.Tests.csproj is not affected")
                .contains("src/Plain.Tests/Plain.Tests.csproj is not affected");
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::passed, TestResults::cached)
                .containsExactly(5, 4, 5);
        assertThat(result.outputs())
                .extracting(OutputFile::path)
                .contains(
                        "test-results/Lib.Tests-%s.trx".formatted(bench.appFramework()),
                        "test-results/Plain.Tests-%s.trx".formatted(bench.appFramework()));
    }

    @Test
    void thoseOfAnEditedTestProjectRun() throws Exception {
        // Given
        edit("src/Plain.Tests/PlainTests.cs", text -> text.replace("Of(1, 1)", "Of(2, 0)"));

        // When
        ExecutionResult result = incremental(job());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 4);
    }

    @Test
    void thoseOfAProjectThatUsesAnEditedOneRun() throws Exception {
        // Given
        edit("src/Lib/Sum.cs", text -> text.replace("a + b", "a + b + 1"));

        // When
        ExecutionResult result = incremental(job());

        // Then
        assertThat(result.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::failed, TestResults::cached)
                .containsExactly(5, 2, 0);
    }

    @Test
    void aFileThatATestReadsAffectsItWhereverItLiesUntilItPasses() throws Exception {
        // Given
        edit("data/expected.txt", text -> "6");

        // When
        ExecutionResult result = incremental(job());
        ExecutionResult again = incremental(job());

        // Then
        assertThat(List.of(result, again))
                .allSatisfy(
                        failed -> {
                            assertThat(failed.failureReason())
                                    .isEqualTo(FailureReason.TEST_FAILURES);
                            assertThat(failed.testResults())
                                    .extracting(TestResults::failed, TestResults::cached)
                                    .containsExactly(1, 1);
                        });
    }

    @Test
    void aVariableOfTheJobAffectsAll() throws Exception {
        // When
        ExecutionResult result = incremental(job().variable("FLAVOUR", "bitter"));

        // Then
        assertThat(result.testResults())
                .extracting(TestResults::failed, TestResults::cached)
                .containsExactly(1, 0);
    }

    @Test
    void aCleanBuildRunsAll() throws Exception {
        // When
        ExecutionResult result = bench.run(source, job(), BuildStrategy.CLEAN, true);

        // Then
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 0);
    }

    private static ExecutionResult incremental(JobOptions options) throws InterruptedException {
        return bench.run(source, options, BuildStrategy.INCREMENTAL, true);
    }

    private static void edit(String path, UnaryOperator<String> change) throws Exception {
        Path file = source.resolve(path);
        Files.writeString(file, change.apply(Files.readString(file)));
        commit();
    }

    private static void commit() throws Exception {
        try (Git git = Git.init().setDirectory(source.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
    }

    private static void copyAsItIs(Path from, Path to) throws Exception {
        Process copy =
                new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        assertThat(copy.waitFor()).isZero();
    }
}
