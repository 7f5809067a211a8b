package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.FailureReason;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsIT {
    @TempDir Path work;
    private Bench bench;
    private AppUser user;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(work);
        user = new AppUser(work);
    }

    @Test
    void aTargetFrameworkBuildsWhatMatchesAndNothingElse() throws Exception {
        // Given
        Path source = bench.sample("storefront");
        String framework = bench.appFramework();

        // When
        ExecutionResult result =
                bench.run(source, JobOptions.of("Storefront.sln").framework("netstandard2.1"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.outputs())
                .extracting(OutputFile::path)
                .contains(
                        "src/Storefront.Pricing/bin/Release/netstandard2.1/Storefront.Pricing.dll",
                        "src/Storefront.Catalog/bin/Release/netstandard2.1/Storefront.Catalog.dll")
                .noneMatch(path -> path.contains(framework));
        assertThat(source.resolve("src/Storefront.Cli/bin")).doesNotExist();
    }

    @Test
    void aTargetFrameworkThatSeveralLayersHaveIsBuiltAndTested() throws Exception {
        // Given
        Path source = bench.sample("storefront");
        String framework = bench.appFramework();

        // When
        ExecutionResult result =
                bench.run(source, JobOptions.of("Storefront.sln").framework(framework));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.testResults().total()).isGreaterThan(5);
        assertThat(result.outputs())
                .extracting(OutputFile::path)
                .contains("apps/Storefront.Cli-" + framework + ".zip");
    }

    @Test
    void aTargetFrameworkThatNobodyHasIsTheUsersMistake() throws Exception {
        // Given
        Path source = bench.sample("greeter");

        // When
        ExecutionResult result =
                bench.run(source, JobOptions.of("Greeter.sln").framework("net4711.0"));

        // Then
        assertThat(result.failureReason())
                .as(bench.report.text())
                .isEqualTo(FailureReason.INVALID_INPUT);
        assertThat(result.message())
                .contains("net4711.0")
                .contains(bench.appFramework())
                .contains("netstandard2.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Greeter.sln", "src/Greeter.App/Greeter.App.csproj"})
    void aRuntimeReachesTheAppWhichThenRuns(String solution) throws Exception {
        // Given
        Path source = bench.sample("greeter");
        String variant = "Greeter.App-" + bench.appFramework() + "-linux-x64";

        // When
        ExecutionResult result = bench.run(source, JobOptions.of(solution).runtime("linux-x64"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        Path app = user.unzip(bench.output(result, "apps/" + variant + ".zip"));
        assertThat(user.execute(app.resolve("greet"), "Ada")).contains("Ada");
    }

    @Test
    void aListAsAPropertyIsStillAList() throws Exception {
        // Given
        Source source =
                Source.app(work.resolve("src"), bench)
                        .file(
                                "Program.cs",
                                """
                                class Program { static void Main() {
                                #if FIRST && SECOND
                                  System.Console.WriteLine("both");
                                #endif
                                } }
                                """);

        // When
        ExecutionResult result =
                bench.run(
                        source.root(),
                        JobOptions.of("App.csproj").property("DefineConstants", "FIRST;SECOND"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        Path zip = bench.output(result, "apps/App-" + bench.appFramework() + ".zip");
        assertThat(user.execute(user.unzip(zip).resolve("App"))).contains("both");
    }

    @Test
    void environmentConfigurationAndPlatformReachTheBuild() throws Exception {
        // Given
        Source source =
                Source.app(work.resolve("src"), bench)
                        .afterBuild(
                                """
                                <Message Importance="high"
                                  Text="got [$(MY_VALUE)] [$(Configuration)] [$(Platform)]" />
                                """);

        // When
        ExecutionResult result =
                bench.run(
                        source.root(),
                        JobOptions.of("App.csproj")
                                .buildOnly()
                                .variable("MY_VALUE", "a b;c")
                                .configuration("Debug")
                                .platform("x64"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text()).contains("got [a b;c] [Debug] [x64]");
    }

    @Test
    void aTestFilterChoosesTests() throws Exception {
        // Given
        Path source = bench.sample("failing-test");

        // When
        ExecutionResult result =
                bench.run(
                        source,
                        JobOptions.of("Roman.sln").filter("FullyQualifiedName~NoSuchTestAtAll"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages().get(2).message()).isEqualTo("No test was run");
    }
}
