package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source files that come and go: a solution describes itself anew where that can matter. */
class SourceFilesIT {
    private static final JobOptions JOB = JobOptions.of("src/App/App.csproj").buildOnly();

    @TempDir private Path work;
    private Bench bench;
    private int trees;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench(work);
    }

    @Test
    void inAPlainProjectTheyAreInputsOfThatAlone() throws Exception {
        // Given
        Tree plain = root -> solution(root, "").file("src/Lib/old/Old.cs", "public class Old { }");

        // When
        Built built =
                builtAfter(
                        plain,
                        root -> {
                            Files.delete(root.resolve("src/Lib/C.cs"));
                            new Source(root).file("src/Lib/more/deep/D.cs", "public class D { }");
                        });

        // Then
        assertThat(built.restore()).isEqualTo(CacheOutcome.HIT);
        assertThat(built.misses())
                .contains("src/Lib/Lib.csproj")
                .doesNotContain("src/Up/Up.csproj");
    }

    /** By a condition, by a target that runs in time or only then, by a property function. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                <ItemGroup><Marker Include="*.marker.cs" /></ItemGroup>
                <ItemGroup Condition="'@(Marker)' != ''">
                  <ProjectReference Include="../Up/Up.csproj" />
                </ItemGroup>
                """,
                """
                <Target Name="Find" BeforeTargets="AssignProjectConfiguration">
                  <ItemGroup>
                    <Marker Include="*.marker.cs" />
                    <ProjectReference Include="../Up/Up.csproj" Condition="'@(Marker)' != ''" />
                  </ItemGroup>
                </Target>
                """,
                """
                <Target Name="Find" BeforeTargets="AssignProjectConfiguration" Condition="'@(Compile->WithMetadataValue('Filename', 'Up.marker'))' != ''">
                  <ItemGroup>
                    <ProjectReference Include="../Up/Up.csproj" />
                  </ItemGroup>
                </Target>
                """,
                """
                <PropertyGroup>
                  <Count>$([System.IO.Directory]::GetFiles('$(MSBuildProjectDirectory)', '*.cs').Length)</Count>
                </PropertyGroup>
                <ItemGroup Condition="'$(Count)' == '2'">
                  <ProjectReference Include="../Up/Up.csproj" />
                </ItemGroup>
                """
            })
    void theyMayDecideToWhichProjectsOneRefers(String logicOfLib) throws Exception {
        // Given
        Tree plain = root -> solution(root, logicOfLib);

        // When
        Built built = builtAfter(plain, file("src/Lib/Up.marker.cs", "class M : Up { }"));

        // Then
        assertThat(built.restore()).isEqualTo(CacheOutcome.MISS);
        assertThat(built.outputs()).containsKey(output("Lib", "Up.dll"));
    }

    @Test
    void contentsBehindALinkAreInputs() throws Exception {
        // Given
        Tree plain =
                root -> {
                    solution(root, "").file("shared/S.cs", "class S { const int X = 1; }");
                    Files.createSymbolicLink(root.resolve("src/Lib/more"), Path.of("../../shared"));
                };

        // When
        Built built = builtAfter(plain, file("shared/S.cs", "class S { const int X = 2; }"));

        // Then
        assertThat(built.misses()).contains("src/Lib/Lib.csproj");
    }

    @Test
    void aProjectWhoseFolderIsALinkIsBuiltEachTime() throws Exception {
        // Given
        Tree linked =
                root -> {
                    solution(root, "");
                    Files.createDirectories(root.resolve("real"));
                    Files.move(root.resolve("src/Lib"), root.resolve("real/Lib"));
                    Files.createSymbolicLink(root.resolve("src/Lib"), Path.of("../real/Lib"));
                };

        // When
        cached(linked);
        Built again = cached(linked);

        // Then
        assertThat(again.misses()).doesNotContain("src/Up/Up.csproj");
        assertThat(again.outputs()).isEqualTo(clean(linked)).isNotEmpty();
    }

    @Test
    void thoseOfAnotherProjectAreInputsWhereATargetCompilesThem() throws Exception {
        // Given
        Tree plain =
                root ->
                        solution(
                                        root,
                                        """
                                        <Target Name="More" BeforeTargets="CoreCompile">
                                          <ItemGroup><Compile Include="../Up/Shared.cs" /></ItemGroup>
                                        </Target>
                                        """)
                                .file("src/Up/Shared.cs", "class S { const int X = 1; }");

        // When
        Built built = builtAfter(plain, file("src/Up/Shared.cs", "class S { const int X = 2; }"));

        // Then
        assertThat(built.misses()).contains("src/Lib/Lib.csproj", "src/Up/Up.csproj");
    }

    @Test
    void thoseOfAnotherFolderAreInputsWithoutANameInTheProject() throws Exception {
        // Given
        Tree plain =
                root ->
                        solution(
                                        root,
                                        "<ItemGroup><Compile Include=\"../../shared/**/*.cs\" /></ItemGroup>")
                                .file("shared/S.cs", "class S { }");

        // When
        Built built = builtAfter(plain, file("shared/T.cs", "class T { public const int X = 7; }"));

        // Then
        assertThat(built.misses()).contains("src/Lib/Lib.csproj");
    }

    /** App refers to Lib and to Up. */
    private static Source solution(Path root, String logicOfLib) throws IOException {
        return new Source(root)
                .file("src/Up/Up.csproj", project(""))
                .file("src/Up/Up.cs", "public class Up { }")
                .file("src/Lib/Lib.csproj", project(logicOfLib))
                .file("src/Lib/C.cs", "public class C { }")
                .file(
                        "src/App/App.csproj",
                        project(
                                """
                                <ItemGroup>
                                  <ProjectReference Include="../Lib/Lib.csproj" />
                                  <ProjectReference Include="../Up/Up.csproj" />
                                </ItemGroup>
                                """))
                .file("src/App/App.cs", "public class App : Up { }")
                .file(
                        "NuGet.config",
                        "<configuration><packageSources><clear/></packageSources></configuration>");
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

    private static Tree file(String path, String content) {
        return root -> new Source(root).file(path, content);
    }

    private static String output(String project, String file) {
        return "src/" + project + "/bin/Release/netstandard2.1/" + file;
    }

    /** A build that finds another of the same tree without an edit; equal to a clean one. */
    private Built builtAfter(Tree plain, Tree edit) throws Exception {
        Tree edited =
                root -> {
                    plain.write(root);
                    edit.write(root);
                };
        cached(plain);
        Built built = cached(edited);
        assertThat(built.outputs()).isEqualTo(clean(edited));
        return built;
    }

    private Built cached(Tree tree) throws Exception {
        Path root = write(tree);
        bench.report.log.clear();
        ExecutionResult result = bench.run(root, JOB, BuildStrategy.CACHED, false);
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        List<String> misses =
                result.cache().projects().stream()
                        .filter(project -> project.outcome() == CacheOutcome.MISS)
                        .map(ProjectReport::project)
                        .toList();
        return new Built(result.cache().restore().outcome(), misses, outputs(root));
    }

    private Map<String, String> clean(Tree tree) throws Exception {
        Path root = write(tree);
        assertThat(bench.run(root, JOB).outcome()).isEqualTo(Outcome.SUCCEEDED);
        return outputs(root);
    }

    private Path write(Tree tree) throws IOException {
        Path root = Files.createDirectories(work.resolve("tree-" + ++trees));
        tree.write(root);
        return root;
    }

    private static Map<String, String> outputs(Path root) throws IOException {
        Map<String, String> outputs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String path = root.relativize(file).toString();
                if (path.contains("/bin/")) {
                    outputs.put(path, HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return outputs;
    }

    private interface Tree {
        void write(Path root) throws IOException;
    }

    private record Built(CacheOutcome restore, List<String> misses, Map<String, String> outputs) {}
}
