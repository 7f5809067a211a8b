package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository's own targets do besides building: with every strategy, all of it is there. */
class OwnTargetsIT {
    private static final String OUTPUT = "bin/Release/netstandard2.1/%s.dll";

    @TempDir private Path work;

    @Test
    void whatATaskBuiltBeforeItsTurnIsInTheOutputsOfACleanBuild() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = write(work.resolve("tree"));

        // When
        ExecutionResult result = bench.run(tree, job());

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertComplete(tree);
    }

    @Test
    void itIsInTheOutputsOfAWarmWorkspaceThatIsBuiltAnew() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = write(work.resolve("tree"));
        incremental(bench, tree, job());

        // When
        ExecutionResult result = incremental(bench, tree, job().property("DefineConstants", "X"));

        // Then
        assertThat(bench.report.text()).contains("Building all anew");
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertComplete(tree);
    }

    @Test
    void aProjectThatOnlyATaskNamesIsBuiltWithItsReferences() throws Exception {
        // Given: neither Tool nor Part is in the solution, nor does a project refer to them
        Bench bench = new Bench(work);
        Path tree = work.resolve("tree");
        new Source(tree)
                .file("src/Part/Part.csproj", project(""))
                .file("src/Part/P.cs", "public class P { }")
                .file(
                        "src/Tool/Tool.csproj",
                        project(
                                "<ItemGroup><ProjectReference Include=\"../Part/Part.csproj\" /></ItemGroup>"))
                .file("src/Tool/T.cs", "public class T : P { }")
                .file("src/App/App.csproj", project(USES_TOOL))
                .file("src/App/A.cs", "public class A { }");

        // When
        ExecutionResult result =
                bench.run(
                        tree,
                        JobOptions.of("src/App/App.csproj").buildOnly(),
                        BuildStrategy.CACHED,
                        false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text()).contains("built without the cache");
        assertThat(result.diagnostics()).isEmpty();
        assertThat(tree.resolve("src/App/" + OUTPUT.formatted("Tool"))).exists();
    }

    @Test
    void targetsOfTheSolutionItselfRunInACachedBuild() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = write(work.resolve("tree"));
        new Source(tree)
                .file(
                        "Directory.Solution.targets",
                        "<Project><Target Name=\"Note\" AfterTargets=\"Build\"><WriteLinesToFile"
                                + " File=\"note.txt\" Lines=\"built\" /></Target></Project>");

        // When
        ExecutionResult result = bench.run(tree, job(), BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text()).contains("Directory.Solution.targets has targets");
        assertComplete(tree);
        assertThat(tree.resolve("note.txt")).hasContent("built");
    }

    @Test
    void itIsInTheOutputsOfACachedBuild() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = write(work.resolve("tree"));

        // When
        ExecutionResult result = bench.run(tree, job(), BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertComplete(tree);
    }

    @Test
    void aWarningOfAFileInUseIsNotToldWhereItIsNotMetAgain() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = write(work.resolve("tree"));
        new Source(tree)
                .file(
                        "src/Other/Other.csproj",
                        project(
                                """
                                <Target Name="Meet" AfterTargets="Build" Condition="!Exists('/tmp/met.txt')">
                                  <Touch Files="/tmp/met.txt" AlwaysCreate="true" />
                                  <Warning Code="MSB3026" Text="It is being used by another process." />
                                </Target>
                                """));

        // When
        ExecutionResult result = bench.run(tree, job(), BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.diagnostics()).as(bench.report.text()).isEmpty();
        assertComplete(tree);
    }

    @Test
    void whatWasCachedInVainIsBuiltWithoutTheCacheAtOnceTheNextTime() throws Exception {
        // Given: MSBuild looks into App's folder before Lib writes there, a driver afterwards
        Bench bench = new Bench(work);
        ExecutionResult first =
                bench.run(generating(work.resolve("first")), job(), BuildStrategy.CACHED, false);
        assertThat(first.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text()).contains("for this; all is built without the cache");

        // When
        ExecutionResult second =
                bench.run(generating(work.resolve("second")), job(), BuildStrategy.CACHED, false);

        // Then
        assertThat(second.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text())
                .contains("looks where a project writes to which it refers: all is built without")
                .containsOnlyOnce("for this; all is built without the cache");
    }

    @Test
    void whatATargetTellsThoughAReferenceCanNotBeBuiltIsTold() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = write(work.resolve("tree"));
        new Source(tree)
                .file("All.sln", CachedSolution.solution("", "Lib", "Other"))
                .file("src/Lib/Lib.csproj", project(""))
                .file("src/Lib/C.cs", "public class L { wrong }")
                .file(
                        "src/Other/Other.csproj",
                        project(
                                """
                                <ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>
                                <Target Name="Tell" BeforeTargets="BeforeBuild">
                                  <Warning Code="OWN1" Text="Be careful." />
                                </Target>
                                """));

        // When
        ExecutionResult result = bench.run(tree, job(), BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.FAILED);
        assertThat(result.diagnostics())
                .as(bench.report.text())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder("CS1519", "OWN1");
    }

    private static Path generating(Path root) throws Exception {
        Path tree = write(root);
        new Source(tree)
                .file(
                        "src/Lib/Lib.csproj",
                        project(
                                "<Target Name=\"Generate\" AfterTargets=\"Build\"><WriteLinesToFile"
                                        + " File=\"../Other/Generated.cs\" /></Target>"))
                .file(
                        "src/Other/Other.csproj",
                        project(
                                "<ItemGroup><ProjectReference Include=\"../Lib/Lib.csproj\" /></ItemGroup>"));
        return tree;
    }

    private static ExecutionResult incremental(Bench bench, Path tree, JobOptions job)
            throws InterruptedException {
        return bench.run(tree, job, BuildStrategy.INCREMENTAL, true);
    }

    private static JobOptions job() {
        return JobOptions.of("All.sln").buildOnly();
    }

    private static void assertComplete(Path tree) {
        assertThat(tree.resolve("src/Lib").resolve(OUTPUT.formatted("Lib"))).exists();
        assertThat(tree.resolve("src/Other").resolve(OUTPUT.formatted("Other"))).exists();
    }

    private static Path write(Path root) throws Exception {
        Source source =
                new Source(root)
                        .file("src/Lib/C.cs", "public class L { }")
                        .file("src/Other/C.cs", "public class O { }")
                        .file("src/Other/Other.csproj", project(""))
                        .file(
                                "src/Lib/Lib.csproj",
                                project(
                                        "<Target Name=\"More\" AfterTargets=\"Build\"><MSBuild"
                                                + " Projects=\"../Other/Other.csproj\""
                                                + " Targets=\"Build\" /></Target>"))
                        .file("All.sln", SOLUTION)
                        .file(".gitignore", "bin/\nobj/\n");
        try (Git git = Git.init().setDirectory(source.root().toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
        return source.root();
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

    private static final String USES_TOOL =
            """
              <Target Name="Tools" AfterTargets="Build">
                <MSBuild Projects="../Tool/Tool.csproj" Targets="Restore" Properties="Restoring=true" />
                <MSBuild Projects="../Tool/Tool.csproj" Targets="Build" />
                <Copy SourceFiles="../Tool/bin/$(Configuration)/netstandard2.1/Tool.dll" DestinationFolder="$(OutDir)" />
              </Target>
            """;

    /** Says that Other comes after Lib: else it is chance who comes first. */
    private static final String SOLUTION =
            """

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Lib", "src\\Lib\\Lib.csproj", "{00000000-0000-0000-0000-000000000001}"
            EndProject
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Other", "src\\Other\\Other.csproj", "{00000000-0000-0000-0000-000000000002}"
            \tProjectSection(ProjectDependencies) = postProject
            \t\t{00000000-0000-0000-0000-000000000001} = {00000000-0000-0000-0000-000000000001}
            \tEndProjectSection
            EndProject
            Global
            \tGlobalSection(SolutionConfigurationPlatforms) = preSolution
            \t\tRelease|Any CPU = Release|Any CPU
            \tEndGlobalSection
            \tGlobalSection(ProjectConfigurationPlatforms) = postSolution
            \t\t{00000000-0000-0000-0000-000000000001}.Release|Any CPU.ActiveCfg = Release|Any CPU
            \t\t{00000000-0000-0000-0000-000000000001}.Release|Any CPU.Build.0 = Release|Any CPU
            \t\t{00000000-0000-0000-0000-000000000002}.Release|Any CPU.ActiveCfg = Release|Any CPU
            \t\t{00000000-0000-0000-0000-000000000002}.Release|Any CPU.Build.0 = Release|Any CPU
            \tEndGlobalSection
            EndGlobal
            """;
}
