package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that look around among what was built find the same with the cache as without. */
class SeenOutputsIT {
    private static final JobOptions JOB = JobOptions.of("All.sln").buildOnly().manifest();

    private static final String PROJECT =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
              %s
            </Project>
            """;

    private static final String CORE_REFERENCE =
            "<ItemGroup><ProjectReference Include=\"../Core/Core.csproj\" /></ItemGroup>";

    @TempDir private Path work;
    private Bench bench;
    private Source source;
    private int trees;

    @BeforeEach
    void aSolution() throws Exception {
        bench = new Bench(work);
        source =
                new Source(work.resolve("tree"))
                        .file("All.sln", CachedSolution.solution("", "Core", "User"))
                        .file("src/Core/C.cs", "public class C { }")
                        .file("src/User/U.cs", "public class U : C { }");
    }

    @Test
    void whatTargetsListAmongOutputsIsWhatOthersAlsoHave() throws Exception {
        // Given
        source.file(
                        "src/Core/Core.csproj",
                        PROJECT.formatted(
                                """
                                <Target Name="Tell" AfterTargets="Build">
                                  <ItemGroup><Out Include="$(OutDir)**/*" /></ItemGroup>
                                  <WriteLinesToFile File="$(OutDir)list.txt" Lines="@(Out)" />
                                  <WriteLinesToFile File="$(OutDir)written.txt"
                                      Lines="@(FileWrites->'%(Filename)%(Extension)')" />
                                </Target>
                                """))
                .file("src/User/User.csproj", PROJECT.formatted(CORE_REFERENCE));

        // When
        ExecutionResult result = cached();

        // Then
        assertEqualToClean(result);
        assertThat(bench.report.text()).doesNotContain("without the cache");
    }

    @Test
    void whatAProjectWroteIsListedWhereItIsNotBuilt() throws Exception {
        // Given
        source.file("src/Core/Core.csproj", PROJECT.formatted(""))
                .file(
                        "src/User/User.csproj",
                        PROJECT.formatted(
                                CORE_REFERENCE
                                        + afterBuild(
                                                "cat ../Core/obj/Release/netstandard2.1/Core.csproj.FileListAbsolute.txt"
                                                        + " | sort &gt; $(OutDir)list.txt")));
        cached();
        source.file("src/User/U.cs", "public class U : C { int x; }");

        // When
        ExecutionResult result = cached();

        // Then
        assertEqualToClean(result);
        assertThat(bench.report.text()).doesNotContain("without the cache");
    }

    @Test
    void whoLooksWhereMsBuildKeepsItsOwnIsBuiltWithoutTheCache() throws Exception {
        // Given
        source.file("src/Core/Core.csproj", PROJECT.formatted(""))
                .file(
                        "src/User/User.csproj",
                        PROJECT.formatted(
                                CORE_REFERENCE
                                        + afterBuild(
                                                "find ../Core/obj -type f | sort &gt; $(OutDir)list.txt")));

        // When
        ExecutionResult result = cached();

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text())
                .contains("which src/Core/Core.csproj leaves for itself")
                .contains("all is built without the cache");
    }

    @Test
    void patternsOfAProjectAboveOthersFindNothingThatIsNotYetBuilt() throws Exception {
        // Given
        source.file("All.sln", rootSolution())
                .file(
                        "App.csproj",
                        PROJECT.formatted(
                                """
                                <ItemGroup>
                                  <Compile Remove="src/**" />
                                  <None Update="src/**/*.json" CopyToOutputDirectory="PreserveNewest" />
                                  <ProjectReference Include="src/Core/Core.csproj" />
                                </ItemGroup>
                                """))
                .file("src/Core/Core.csproj", PROJECT.formatted(""))
                .file("src/Core/settings.json", "{}");

        // When
        ExecutionResult result = cached();

        // Then
        assertEqualToClean(result);
        assertThat(bench.report.text()).contains("its patterns find src/Core/bin/");
    }

    @Test
    void aFolderThatIsMovedIntoPlaceIsReadAsItIsNow() throws Exception {
        // Given
        source.file(
                        "src/Core/Core.csproj",
                        PROJECT.formatted(
                                afterBuild(
                                        "mkdir $(IntermediateOutputPath)g &amp;&amp;"
                                                + " cat ../../in.txt &gt; $(IntermediateOutputPath)g/x"
                                                + " &amp;&amp; mv $(IntermediateOutputPath)g ../../gen")))
                .file(
                        "src/User/User.csproj",
                        PROJECT.formatted(
                                CORE_REFERENCE
                                        + afterBuild(
                                                "cat ../../gen/x &gt; $(OutDir)x.txt; exit 0")))
                .file("in.txt", "one");
        cached();
        source.file("in.txt", "two");

        // When
        ExecutionResult result = cached();

        // Then
        assertEqualToClean(result);
    }

    private static String afterBuild(String command) {
        return "<Target Name=\"Look\" AfterTargets=\"Build\"><Exec Command=\"%s\" /></Target>"
                .formatted(command);
    }

    private static String rootSolution() {
        return CachedSolution.solution("", "App", "Core")
                .replace("src\\App\\App.csproj", "App.csproj");
    }

    private ExecutionResult cached() throws Exception {
        Path tree = source.copy(work.resolve("tree-" + ++trees)).root();
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, false);
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        return result;
    }

    private void assertEqualToClean(ExecutionResult result) throws Exception {
        assertThat(CleanOutputs.digests(result))
                .isEqualTo(new CleanOutputs(bench).of(source.root(), JOB))
                .isNotEmpty();
    }
}
