package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestFailure;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleBuildIT {
    @TempDir Path work;
    private Bench bench;
    private AppUser user;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(work);
        user = new AppUser(work);
    }

    @Test
    void aSolutionIsBuiltTestedPackedAndPublishedAndItsAppRuns() throws Exception {
        // Given
        Path source = bench.sample("greeter");
        String framework = bench.appFramework();

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Greeter.sln"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsOnly(StageStatus.SUCCEEDED);
        assertThat(result.testResults().total()).isEqualTo(6);
        assertThat(result.testResults().passed()).isEqualTo(5);
        assertThat(result.testResults().skipped()).isEqualTo(1);
        assertThat(result.testResults().duration()).isPositive();
        assertThat(result.outputs())
                .extracting(OutputFile::path, OutputFile::kind)
                .containsExactlyInAnyOrder(
                        tuple("packages/Greeter.1.2.0.nupkg", ArtifactKind.PACKAGE),
                        tuple("apps/Greeter.App-" + framework + ".zip", ArtifactKind.APPLICATION),
                        tuple(
                                "src/Greeter/bin/Release/netstandard2.1/Greeter.dll",
                                ArtifactKind.ASSEMBLY),
                        tuple(
                                "src/Greeter.App/bin/Release/" + framework + "/greet.dll",
                                ArtifactKind.ASSEMBLY),
                        tuple(
                                "test-results/Greeter.Tests-" + framework + ".trx",
                                ArtifactKind.TEST_RESULT));
        assertThat(bench.report.progress)
                .extracting(RecordedReport.Progress::item)
                .contains("src/Greeter/Greeter.csproj", "tests/Greeter.Tests/Greeter.Tests.csproj");
        Path app = user.unzip(bench.output(result, "apps/Greeter.App-" + framework + ".zip"));
        assertThat(user.execute(app.resolve("greet"), "Ada")).contains("Ada");
    }

    @Test
    void severalLayersFrameworksAndAppsAreBuilt() throws Exception {
        // Given
        Path source = bench.sample("storefront");
        String framework = bench.appFramework();

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Storefront.sln"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.outputs())
                .extracting(OutputFile::path)
                .contains(
                        "apps/Storefront.Cli-" + framework + ".zip",
                        "apps/Storefront.Web-" + framework + ".zip",
                        "src/Storefront.Pricing/bin/Release/netstandard2.1/Storefront.Pricing.dll",
                        "src/Storefront.Pricing/bin/Release/"
                                + framework
                                + "/Storefront.Pricing.dll",
                        "test-results/Storefront.Pricing.Tests-" + framework + ".trx",
                        "test-results/Storefront.Ordering.Tests-" + framework + ".trx")
                .doesNotHaveDuplicates();
        assertThat(result.outputs())
                .extracting(OutputFile::kind)
                .filteredOn(ArtifactKind.PACKAGE::equals)
                .hasSize(2);
        assertThat(result.testResults().failed()).isZero();
        assertThat(result.testResults().total()).isGreaterThan(5);
        StageResult build = result.stages().get(1);
        assertThat(build.warningsCount()).isEqualTo(3);
        assertThat(build.message()).isEqualTo("Build succeeded. 3 Warning(s), 0 Error(s)");
        assertThat(result.diagnostics())
                .hasSize(3)
                .allSatisfy(
                        warning -> {
                            assertThat(warning.severity()).isEqualTo(Severity.WARNING);
                            assertThat(warning.file()).startsWith("src/Storefront.Storage/");
                            assertThat(warning.line()).isPositive();
                        });
    }

    @Test
    void compileErrorsBecomeDiagnosticsWithTheirPlace() throws Exception {
        // Given
        Path source = bench.sample("broken");

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Inventory.sln"));

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.COMPILE_ERRORS);
        assertThat(result.stages())
                .extracting(StageResult::name, StageResult::status)
                .containsExactly(
                        tuple(StageName.RESTORE, StageStatus.SUCCEEDED),
                        tuple(StageName.BUILD, StageStatus.FAILED),
                        tuple(StageName.TEST, StageStatus.SKIPPED),
                        tuple(StageName.PACKAGE, StageStatus.SKIPPED));
        assertThat(result.stages().get(1).errorsCount()).isEqualTo(2);
        assertThat(result.stages().get(1).warningsCount()).isEqualTo(1);
        assertThat(result.diagnostics())
                .extracting(
                        Diagnostic::severity,
                        Diagnostic::code,
                        Diagnostic::file,
                        Diagnostic::line,
                        Diagnostic::project)
                .contains(
                        tuple(
                                Severity.ERROR,
                                "CS1061",
                                "src/Inventory/Shelf.cs",
                                16,
                                "src/Inventory/Inventory.csproj"),
                        tuple(
                                Severity.ERROR,
                                "CS0029",
                                "src/Inventory/Stock.cs",
                                8,
                                "src/Inventory/Inventory.csproj"));
        assertThat(bench.report.diagnostics).isEqualTo(result.diagnostics());
        assertThat(bench.report.log)
                .filteredOn(line -> line.level() == LogLevel.ERROR)
                .extracting(RecordedReport.Line::text)
                .anyMatch(text -> text.contains("error CS1061"))
                .noneMatch(text -> text.contains(source.toString()));
        assertThat(result.outputs()).isEmpty();
    }

    @Test
    void aFailingTestFailsTheBuildAndKeepsItsResults() throws Exception {
        // Given
        Path source = bench.sample("failing-test");

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Roman.sln"));

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(result.message()).isEqualTo("2 tests: 1 passed, 1 failed, 0 skipped");
        assertThat(result.stages())
                .extracting(StageResult::status)
                .containsExactly(
                        StageStatus.SUCCEEDED,
                        StageStatus.SUCCEEDED,
                        StageStatus.FAILED,
                        StageStatus.SKIPPED);
        assertThat(result.testResults().failures()).hasSize(1);
        TestFailure failure = result.testResults().failures().get(0);
        assertThat(failure.name()).startsWith("Roman.Tests.");
        assertThat(failure.message()).isNotBlank();
        assertThat(failure.stackTrace()).contains("tests/Roman.Tests/").contains(":line ");
        assertThat(failure.duration()).isPositive();
        assertThat(result.outputs())
                .extracting(OutputFile::kind)
                .containsExactly(ArtifactKind.TEST_RESULT);
    }

    @Test
    void whatWasNotAskedForIsSkippedAndSaysSo() throws Exception {
        // Given
        Path source = bench.sample("failing-test");

        // When
        ExecutionResult result = bench.run(source, JobOptions.of("Roman.sln").buildOnly());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages().subList(2, 4))
                .extracting(StageResult::status, StageResult::message)
                .containsOnly(tuple(StageStatus.SKIPPED, "Not asked for"));
        assertThat(result.testResults()).isNull();
        assertThat(result.outputs()).isEmpty();
    }
}
