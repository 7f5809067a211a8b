package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compilers get, and MSBuild does not compare with what they got the last time. */
class UncomparedInputsIT {
    private static final JobOptions JOB =
            JobOptions.of("All.sln").withoutTests().withoutPackages().manifest();

    private static final String OF_A_CHANGE = "Building what changed";

    @TempDir private static Path work;
    private static Bench bench;
    private static WarmWorkspace workspace;

    @BeforeAll
    static void aWorkspaceWithASuccessfulBuild() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        write(new Source(workspace.source()));
        workspace.begin(JOB);
    }

    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        workspace.restore();
    }

    private static void write(Source source) throws Exception {
        source.file(".gitignore", "bin/\nobj/\n*.sarif\n")
                .file("All.sln", CachedSolution.solution("", "Module", "Lib", "Other"))
                .file(
                        "src/Module/Module.csproj",
                        project("<PropertyGroup><OutputType>Module</OutputType></PropertyGroup>"))
                .file("src/Module/M.cs", "public class M { public const int X = 1; }")
                .file(
                        "src/Lib/Lib.csproj",
                        project(
                                """
                                <PropertyGroup><ErrorLog>$(MSBuildThisFileDirectory)../../logs/Lib.sarif</ErrorLog></PropertyGroup>
                                <ItemGroup>
                                  <ProjectReference Include="../Module/Module.csproj"
                                      OutputItemType="AddModules" ReferenceOutputAssembly="false" />
                                  <Compile Remove="Names.cs" />
                                  <EmbeddedResource Include="data.md" DependentUpon="Names.cs" />
                                  <Docs Include="docs/*.md" />
                                  <EmbeddedResource Include="default.html" Condition="'@(Docs)' == ''" />
                                </ItemGroup>
                                """))
                .file("src/Lib/Lib.cs", "public class L { void Unused() { int unused = 3; } }")
                .file("src/Lib/Names.cs", "namespace One { class Names { } }")
                .file("src/Lib/data.md", "data")
                .file("src/Lib/default.html", "<p />")
                .file("logs/.keep", "")
                .file("src/Other/Other.csproj", project(""))
                .file("src/Other/O.cs", "public class O { }");
    }

    private static String project(String more) {
        return """
               <Project Sdk="Microsoft.NET.Sdk">
                 <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
                 %s
               </Project>
               """
                .formatted(more);
    }

    @Test
    void aResourceIsNamedAfterASourceThatIsNotCompiled() throws Exception {
        // Given
        workspace.edit("src/Lib/Names.cs", text -> text.replace("One", "Two"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains(OF_A_CHANGE);
        workspace.assertEqualToClean(result, JOB);
    }

    @Test
    void aModuleThatIsLinkedInIsThatOfTheBuild() throws Exception {
        // Given
        workspace.edit("src/Module/M.cs", text -> text.replace("1;", "2; public int Y;"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains(OF_A_CHANGE);
        workspace.assertEqualToClean(result, JOB);
    }

    @Test
    void aResourceThatIsThereWhereThereAreNoOtherItemsGoesWhenTheseCome() throws Exception {
        // Given
        new Source(workspace.source()).file("src/Lib/docs/a.md", "text");
        workspace.commit();

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        workspace.assertEqualToClean(result, JOB);
    }

    @Test
    void aLogOfTheCompilerThatWentWithTheCheckoutIsWrittenAgain() throws Exception {
        // Given
        Path log = workspace.source().resolve("logs/Lib.sarif");
        Files.delete(log);
        workspace.edit("src/Other/O.cs", text -> text + "// changed");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains(OF_A_CHANGE);
        assertThat(log).exists();
        workspace.assertEqualToClean(result, JOB);
    }

    @Test
    void aBuildThatFailsTellsWhatWasSaidOfOtherProjects() throws Exception {
        // Given
        workspace.edit("src/Other/O.cs", text -> text + "wrong");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains(OF_A_CHANGE);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.diagnostics())
                .extracting(Diagnostic::code)
                .contains("CS0219")
                .hasSizeGreaterThan(1);
    }
}
