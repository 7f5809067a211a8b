package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be restored fails with the cache as without; where it is plain why, no slower. */
class FailedRestoreIT {
    private static final String PLAIN = "$ dotnet restore";
    private static final String NO_SUCH_PACKAGE =
            """
            <Project><ItemGroup>
              <PackageReference Include="No.Such.Package.4711" Version="1.0.0" />
            </ItemGroup></Project>
            """;

    @TempDir private static Path work;
    private static Bench bench;
    private Source source;

    @BeforeAll
    static void start() throws Exception {
        bench = new Bench(work);
    }

    @BeforeEach
    void anApp() throws Exception {
        source =
                Source.app(work.resolve("src-" + UUID.randomUUID()), bench)
                        .file("NuGet.config", feeds(""));
    }

    @Test
    void aPackageThatNoFeedHasIsToldByTheFirstRestore() throws Exception {
        // Given
        source.file("more.targets", NO_SUCH_PACKAGE);

        // When
        ExecutionResult result = cached("App.csproj");

        // Then
        assertThat(bench.report.text()).doesNotContain(PLAIN);
        assertThat(result.message()).contains("No.Such.Package.4711");
        assertThat(result.stages().get(0).errorsCount()).isEqualTo(1);
        assertEqualToClean(result, "App.csproj");
    }

    @Test
    void aProjectThatIsNoXmlIsToldByTheFirstRestore() throws Exception {
        // Given
        source.file("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup></Project>");

        // When
        ExecutionResult result = cached("App.csproj");

        // Then
        assertThat(bench.report.text()).doesNotContain(PLAIN);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("MSB4025");
        assertEqualToClean(result, "App.csproj");
    }

    @Test
    void aSolutionWithProjectsThatAreNotThereIsToldByTheFirstRestore() throws Exception {
        // Given
        source.file("All.sln", CachedSolution.solution("", "Missing", "Gone"));

        // When
        ExecutionResult result = cached("All.sln");

        // Then
        assertThat(bench.report.text()).doesNotContain(PLAIN);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("MSB3202");
        assertEqualToClean(result, "All.sln");
    }

    @Test
    void aFeedThatCannotBeReachedIsTriedOnceMore() throws Exception {
        // Given
        source.file("more.targets", NO_SUCH_PACKAGE)
                .file(
                        "NuGet.config",
                        feeds("<add key=\"dead\" value=\"http://127.0.0.1:9/index.json\" />"));

        // When
        ExecutionResult result = cached("App.csproj");

        // Then
        assertThat(bench.report.text()).contains(PLAIN);
        assertEqualToClean(result, "App.csproj");
    }

    @Test
    void whatTargetsMeetIsTriedOnceMore() throws Exception {
        // Given: only a description runs it
        source.file(
                "more.targets",
                """
                <Project><Target Name="Refuse" BeforeTargets="BuildServerDescribe"
                    Condition="'$(BuildServerDescribeInputs)' == 'true'">
                  <Error Code="NU1101" Text="no" />
                </Target></Project>
                """);

        // When
        ExecutionResult result = cached("App.csproj");

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text()).contains(PLAIN);
    }

    @Test
    void whatIsMendedIsBuilt() throws Exception {
        // Given
        source.file("more.targets", NO_SUCH_PACKAGE);
        cached("App.csproj");
        Files.delete(source.root().resolve("more.targets"));

        // When
        ExecutionResult result = cached("App.csproj");

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
    }

    private static String feeds(String more) {
        return "<configuration><packageSources><clear/>%s</packageSources></configuration>"
                .formatted(more);
    }

    private ExecutionResult cached(String solution) throws Exception {
        return run(solution, BuildStrategy.CACHED);
    }

    private ExecutionResult run(String solution, BuildStrategy strategy) throws Exception {
        bench.report.log.clear();
        Path tree = Bench.copy(source.root(), work.resolve("tree-" + UUID.randomUUID()));
        return bench.run(tree, JobOptions.of(solution).buildOnly(), strategy, false);
    }

    private void assertEqualToClean(ExecutionResult result, String solution) throws Exception {
        String log = bench.report.text();
        ExecutionResult clean = run(solution, BuildStrategy.CLEAN);
        assertThat(result.outcome()).as(log).isEqualTo(clean.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(clean.failureReason());
        assertThat(result.message()).isEqualTo(clean.message());
        assertThat(result.diagnostics())
                .containsExactlyInAnyOrderElementsOf(clean.diagnostics())
                .isNotEmpty();
        assertThat(shown(result)).isEqualTo(shown(clean));
    }

    private static List<String> shown(ExecutionResult result) {
        return result.stages().stream()
                .map(s -> s.name() + " " + s.status() + " " + s.errorsCount() + " " + s.message())
                .toList();
    }
}
