package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A warm workspace whose tests have passed: four of {@code Lib.Tests}, one of the other. */
class AffectedTestsIT {
    @TempDir private static Path work;
    private static Bench bench;
    private static WarmWorkspace workspace;

    @BeforeAll
    static void aWorkspaceWhoseTestsPassed() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        TestedSolution.write(workspace.source(), bench.appFramework())
                .file(".gitignore", "bin/\nobj/\n");
        ExecutionResult first = workspace.begin(job());
        assertThat(first.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 0);
    }

    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        workspace.restore();
    }

    private static JobOptions job() {
        return JobOptions.of(TestedSolution.FILE).withoutPackages();
    }

    @Test
    void noneRunsWhereNothingChanged() throws Exception {
        // When
        ExecutionResult result = workspace.incremental(job());

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
        workspace.edit(
                "src/Plain.Tests/PlainTests.cs", text -> text.replace("Of(1, 1)", "Of(2, 0)"));

        // When
        ExecutionResult result = workspace.incremental(job());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 4);
    }

    @Test
    void thoseOfAProjectThatUsesAnEditedOneRun() throws Exception {
        // Given
        workspace.edit("src/Lib/Sum.cs", text -> text.replace("a + b", "a + b + 1"));

        // When
        ExecutionResult result = workspace.incremental(job());

        // Then
        assertThat(result.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::failed, TestResults::cached)
                .containsExactly(5, 2, 0);
    }

    @Test
    void aFileThatATestReadsAffectsItWhereverItLiesUntilItPasses() throws Exception {
        // Given
        workspace.edit("data/expected.txt", text -> "6");

        // When
        ExecutionResult result = workspace.incremental(job());
        ExecutionResult again = workspace.incremental(job());

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
    void whatTestsLeaveIsNotThereWhenTheyRunAgain() throws Exception {
        // Given
        String tests = "src/Plain.Tests/PlainTests.cs";
        String writes =
                "public class PlainTests { [Test] public void Writes() {"
                        + " using (System.IO.File.Open(\"left.txt\", System.IO.FileMode.CreateNew)) { } }";
        workspace.edit(tests, text -> text.replace("public class PlainTests {", writes));
        assertThat(workspace.incremental(job()).outcome())
                .as(bench.report.text())
                .isEqualTo(Outcome.SUCCEEDED);
        workspace.edit(tests, text -> text + "// again");

        // When
        ExecutionResult result = workspace.incremental(job());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(6, 4);
        assertThat(bench.report.text()).contains("1 changed source file(s)");
    }

    @Test
    void whoMendsATestGoesOnFromTheFailedBuild() throws Exception {
        // Given
        String tests = "src/Plain.Tests/PlainTests.cs";
        workspace.edit(tests, text -> text.replace("EqualTo(2)", "EqualTo(3)"));
        assertThat(workspace.incremental(job()).failureReason())
                .as(bench.report.text())
                .isEqualTo(FailureReason.TEST_FAILURES);
        workspace.edit(tests, text -> text.replace("EqualTo(3)", "EqualTo(1 + 1)"));

        // When
        ExecutionResult result = workspace.incremental(job());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages().get(0))
                .extracting(StageResult::status, StageResult::message)
                .containsExactly(
                        StageStatus.SKIPPED,
                        "1 changed source file(s), nothing that restore reads");
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 4);
    }

    @Test
    void whatFailedAsOneIsForgottenAsAWhole() throws Exception {
        // Given
        ExecutionResult failed =
                workspace.build(job().variable("FLAVOUR", "bitter"), BuildStrategy.CLEAN);
        assertThat(failed.failureReason())
                .as(bench.report.text())
                .isEqualTo(FailureReason.TEST_FAILURES);

        // When
        ExecutionResult result = workspace.incremental(job());

        // Then
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 0);
    }

    @Test
    void aVariableOfTheJobAffectsAll() throws Exception {
        // When
        ExecutionResult result = workspace.incremental(job().variable("FLAVOUR", "bitter"));

        // Then
        assertThat(result.testResults())
                .extracting(TestResults::failed, TestResults::cached)
                .containsExactly(1, 0);
    }

    @Test
    void aCleanBuildRunsAll() throws Exception {
        // When
        ExecutionResult result = workspace.build(job(), BuildStrategy.CLEAN);

        // Then
        assertThat(result.testResults())
                .extracting(TestResults::total, TestResults::cached)
                .containsExactly(5, 0);
    }
}
