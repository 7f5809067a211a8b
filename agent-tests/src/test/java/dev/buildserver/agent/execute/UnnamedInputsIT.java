package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web app over what the SDK's own targets do not name as their inputs. */
class UnnamedInputsIT {
    private static final JobOptions JOB =
            JobOptions.of("All.sln").withoutTests().withoutPackages().manifest();

    @TempDir private static Path work;
    private static Bench bench;
    private static WarmWorkspace workspace;
    private static CleanOutputs clean;

    @BeforeAll
    static void aWorkspaceWithASuccessfulBuild() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        write(new Source(workspace.source()), bench.appFramework());
        workspace.commit();
        ExecutionResult first = workspace.incremental(JOB);
        assertThat(first.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        workspace.keep();
        clean = new CleanOutputs(bench);
    }

    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        workspace.restore();
    }

    private static void write(Source source, String framework) throws Exception {
        source.file(".gitignore", "bin/\nobj/\n")
                .file("All.sln", CachedSolution.solution("", "Parts", "Web"))
                .file(
                        "src/Parts/Parts.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
                          <ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>
                        </Project>
                        """
                                .formatted(framework))
                .file("src/Parts/Part.cs", "public class Part { }")
                .file(
                        "src/Web/Web.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk.Web">
                          <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
                          <ItemGroup><ProjectReference Include="../Parts/Parts.csproj" /></ItemGroup>
                          <Target Name="ReadVersion" BeforeTargets="PrepareForBuild">
                            <ReadLinesFromFile File="version.md">
                              <Output TaskParameter="Lines" PropertyName="Version" />
                            </ReadLinesFromFile>
                          </Target>
                        </Project>
                        """
                                .formatted(framework))
                .file("src/Web/version.md", "1.2.3")
                .file("src/Web/Program.cs", "class Program { static void Main() { } }");
    }

    @Test
    void aVersionThatATargetReadsIsInTheOutputs() throws Exception {
        // Given
        workspace.edit("src/Web/version.md", text -> "1.2.4");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertBuiltUponAndEqualToClean(result);
    }

    @Test
    void aProjectThatBecomesAPartOfAnAppIsNamedInIt() throws Exception {
        // Given
        workspace.edit(
                "src/Parts/Part.cs",
                text -> "public class Part : Microsoft.AspNetCore.Mvc.Controller { }");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertBuiltUponAndEqualToClean(result);
    }

    private static void assertBuiltUponAndEqualToClean(ExecutionResult result) throws Exception {
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages().get(0).status())
                .as(bench.report.text())
                .isEqualTo(StageStatus.SKIPPED);
        assertThat(CleanOutputs.digests(result))
                .isEqualTo(clean.of(workspace.source(), JOB))
                .isNotEmpty();
    }
}
