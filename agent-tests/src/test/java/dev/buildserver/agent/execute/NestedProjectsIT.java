package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web app at the root of a tree, with a library below it: the SDK takes what lies there, too. */
class NestedProjectsIT {
    private static final JobOptions JOB =
            JobOptions.of("All.sln").withoutTests().withoutPackages().manifest();

    private static final String APP =
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
              <ItemGroup>
                <Compile Remove="src/**" />
                <Content Remove="%s" />
                <ProjectReference Include="src/Parts/Parts.csproj" />
              </ItemGroup>
            </Project>
            """;

    @TempDir private Path work;
    private Bench bench;
    private WarmWorkspace workspace;

    @BeforeEach
    void aWorkspace() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        new Source(workspace.source())
                .file(".gitignore", "bin/\nobj/\n")
                .file(
                        "All.sln",
                        CachedSolution.solution("", "App", "Parts")
                                .replace("src\\App\\App.csproj", "App.csproj"))
                .file("Program.cs", "class Program { static void Main() { } }")
                .file(
                        "src/Parts/Parts.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
                        </Project>
                        """)
                .file("src/Parts/Part.cs", "public class Part { }");
    }

    @Test
    void outputsOfAProjectBelowAreNoContentOfThoseAbove() throws Exception {
        // Given
        anAppWithout("src/**/obj/**");
        workspace.edit("Program.cs", text -> text.replace("{ }", "{ return; }"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        workspace.assertEqualToClean(result, JOB);
        assertThat(bench.report.text())
                .contains("matches src/Parts/bin/Release/netstandard2.1/Parts.deps.json");
    }

    @Test
    void whereTheyAreLeftOutTheyAreBuiltUpon() throws Exception {
        // Given
        anAppWithout("src/**");
        workspace.edit("Program.cs", text -> text.replace("{ }", "{ return; }"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        workspace.assertEqualToClean(result, JOB);
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SKIPPED);
    }

    private void anAppWithout(String content) throws Exception {
        new Source(workspace.source())
                .file("App.csproj", APP.formatted(bench.appFramework(), content));
        workspace.begin(JOB);
    }
}
