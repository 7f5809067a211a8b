package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Solutions, and agents, for which the cache can't be trusted: all is built as without it. */
class WithoutTheCacheIT {
    private static final JobOptions JOB = JobOptions.of(CachedSolution.FILE).buildOnly();

    @TempDir Path work;

    @Test
    void aSolutionThatCanNotBeDescribedIsBuiltWithoutTheCache() throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = tree(bench);
        Files.writeString(
                tree.resolve("src/Other/Other.csproj"),
                "<Project><Target Name=\"Restore\" /><Target Name=\"Build\" /><Target"
                        + " Name=\"Rebuild\" /></Project>");

        // When
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.cache().restore().outcome()).isEqualTo(FAILED);
        assertThat(tree.resolve("src/Logic/bin/Release/netstandard2.1/Logic.dll")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '/>' | ' Targets="GetTargetPath" />' | has other targets of a reference built: GetTargetPath
                    '</Project>' | '<PropertyGroup><A>$(BuildProjectReferences)</A></PropertyGroup></Project>' | asks for BuildProjectReferences
                    '</Project>' | '<PropertyGroup><A>$(MSBuildNodeCount)</A></PropertyGroup></Project>' | asks for $(MSBuildNodeCount)
                    '</Project>' | '<Target Name="T"><MSBuild Projects="@(ProjectReference)" Targets="Tell" /></Target></Project>' | asks another project for tell
                    """)
    void whatDriversBuildOtherwiseIsBuiltWithoutTheCache(String old, String text, String why)
            throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = tree(bench);
        Path project = tree.resolve("src/Logic/Logic.csproj");
        Files.writeString(project, Files.readString(project).replace(old, text));

        // When
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.cache().restore().outcome()).isEqualTo(FAILED);
        assertThat(bench.report.text()).contains("Logic.csproj " + why);
        assertThat(tree.resolve("src/Logic/bin/Release/netstandard2.1/Logic.dll")).exists();
    }

    @Test
    void whereOneFolderTakesWhatAProjectMakesInSeveralWaysAllIsBuiltWithoutTheCache()
            throws Exception {
        // Given
        Bench bench = new Bench(work);
        Path tree = tree(bench);
        Path project = tree.resolve("src/Logic/Logic.csproj");
        Files.writeString(
                project,
                Files.readString(project)
                        .replace("csproj\" />", "csproj\" AdditionalProperties=\"Flavour=1\" />"));

        // When
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text())
                .contains("src/Core/Core.csproj is built in several ways into one folder");
    }

    @Test
    void whereThereIsNoSandboxTheBuildIsIncremental() throws Exception {
        // Given
        Path folder = Files.createDirectories(work.resolve("agent"));
        Bench unconfined = new Bench(folder, false);
        Path tree = tree(unconfined);

        // When
        ExecutionResult result = unconfined.run(tree, JOB, BuildStrategy.CACHED, false);

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.cache()).isNull();
        assertThat(unconfined.report.text())
                .contains("Built as Incremental, without the cache")
                .contains("bubblewrap");
    }

    private Path tree(Bench bench) throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree"));
        CachedSolution.write(tree, bench.appFramework());
        return tree;
    }
}
