package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.FAILED;
import static dev.buildserver.contract.cache.CacheOutcome.HIT;
import static dev.buildserver.contract.cache.CacheOutcome.LEFT_OUT;
import static dev.buildserver.contract.cache.CacheOutcome.MISS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One solution, built once with an empty cache; each test changes a fresh tree of it. */
class CachedBuildIT {
    private static final JobOptions JOB = JobOptions.of(CachedSolution.FILE).buildOnly();

    @TempDir static Path work;
    private static Bench bench;
    private static int trees;

    @BeforeAll
    static void fillTheCache() throws Exception {
        bench = new Bench(work);
        assertThat(outcomes(cached(tree(), JOB)))
                .containsOnly(
                        entry("Core", MISS),
                        entry("Logic", MISS),
                        entry("Tool", MISS),
                        entry("Other", MISS));
    }

    @Test
    void anUnchangedSolutionIsTheCleanBuildWithoutAProcess() throws Exception {
        // Given
        Path clean = tree();
        List<Diagnostic> warnings = bench.run(clean, JOB).diagnostics();
        Path tree = tree();

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(outcomes(result).values()).containsOnly(HIT);
        assertThat(result.cache().restore().outcome()).isEqualTo(HIT);
        assertThat(bench.report.text()).doesNotContain("$ dotnet");
        assertThat(result.diagnostics()).isEqualTo(warnings).isNotEmpty();
        assertThat(outputs(tree)).isEqualTo(outputs(clean)).hasSizeGreaterThan(15);
    }

    @Test
    void anEditOfALeafBuildsTheLeafOnly() throws Exception {
        // Given
        Path tree = tree();
        replace(tree, "src/Tool/Program.cs", "21", "20");

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(misses(result)).containsExactly("Tool");
        assertThat(report(result, "Tool").changed()).contains("file src/Tool/Program.cs changed");
        assertThat(result.cache().restore().outcome()).isEqualTo(HIT);
    }

    @Test
    void anEditOfARootsBodyBuildsTheRootAndItsUsersGetTheNewAssembly() throws Exception {
        // Given
        Path tree = tree();
        replace(tree, "src/Core/Sum.cs", "return a + b", "return b + a");
        Path clean = tree();
        replace(clean, "src/Core/Sum.cs", "return a + b", "return b + a");
        bench.run(clean, JOB);

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(misses(result)).containsExactly("Core");
        assertThat(outputs(tree)).isEqualTo(outputs(clean));
    }

    @Test
    void anEditOfARootsPublicFaceBuildsItsUsersToo() throws Exception {
        // Given
        Path tree = tree();
        replace(
                tree,
                "src/Core/Sum.cs",
                "public static int Of",
                "public const int N = 1; public static int Of");

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(misses(result)).containsExactly("Core", "Logic", "Tool");
    }

    @Test
    void aFileThatIsCopiedToUsersIsTheirInput() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(tree.resolve("src/Core/data.json"), "{ }");

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(misses(result)).contains("Core").doesNotContain("Other");
        assertThat(read(tree, "src/Tool/bin/Release/" + bench.appFramework() + "/data.json"))
                .isEqualTo("{ }");
    }

    @Test
    void aNewAndADeletedFileAreChangesOfTheirProjectOnly() throws Exception {
        // Given
        Path more = tree();
        Files.writeString(more.resolve("src/Other/More.cs"), "class More { }");
        Path fewer = tree();
        Files.delete(fewer.resolve("src/Other/Other.cs"));

        // When
        ExecutionResult added = cached(more, JOB);
        ExecutionResult deleted = cached(fewer, JOB);

        // Then
        assertThat(misses(added)).containsExactly("Other");
        assertThat(added.cache().restore().outcome()).isEqualTo(HIT);
        assertThat(misses(deleted)).containsExactly("Other");
        assertThat(deleted.cache().restore().outcome()).isEqualTo(HIT);
    }

    @Test
    void filesThatMsBuildLooksForByItselfAreInputsWhenTheyAppear() throws Exception {
        // Given
        Path props = tree();
        Files.writeString(
                props.resolve("src/Directory.Build.props"),
                "<Project><PropertyGroup><Company>Us</Company></PropertyGroup></Project>");
        Path options = tree();
        Files.writeString(options.resolve("Directory.Build.rsp"), "-p:Company=Them");

        // When
        ExecutionResult withProps = cached(props, JOB);
        ExecutionResult withOptions = cached(options, JOB);

        // Then
        assertThat(outcomes(withProps).values()).containsOnly(MISS);
        assertThat(outcomes(withOptions).values()).containsOnly(MISS);
        assertThat(read(options, "src/Other/obj/Release/netstandard2.1/Other.AssemblyInfo.cs"))
                .contains("Them");
    }

    @Test
    void whatAScriptReadsIsAnInputAlthoughNobodyDeclaresIt() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(tree.resolve("tools/seed.txt"), "seed 2\n");

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(misses(result)).containsExactly("Tool");
        assertThat(report(result, "Tool").changed()).containsExactly("tools/seed.txt changed");
        assertThat(read(tree, "src/Tool/bin/Release/" + bench.appFramework() + "/seed.txt"))
                .isEqualTo("seed 2\n");
    }

    @Test
    void anAbsentFileThatAppearsIsAChange() throws Exception {
        // Given
        Path tree = tree();
        Files.createDirectories(tree.resolve("flags"));
        Files.writeString(tree.resolve("flags/marker"), "");

        // When
        ExecutionResult result = cached(tree, JOB);

        // Then
        assertThat(misses(result)).containsExactly("Other");
    }

    @Test
    void projectsThatLookAtNoSolutionAreTheSameInAnother() throws Exception {
        // Given
        Path tree = tree();
        another(tree);
        Path looking = tree();
        replace(
                looking,
                "src/Logic/Logic.csproj",
                "</ItemGroup>",
                "</ItemGroup><!--$(SolutionDir)-->");
        cached(looking, JOB);
        Path lookingToo = tree();
        replace(
                lookingToo,
                "src/Logic/Logic.csproj",
                "</ItemGroup>",
                "</ItemGroup><!--$(SolutionDir)-->");
        another(lookingToo);

        // When
        ExecutionResult same = cached(tree, JobOptions.of("other/Some.sln").buildOnly());
        ExecutionResult others = cached(lookingToo, JobOptions.of("other/Some.sln").buildOnly());

        // Then
        assertThat(outcomes(same))
                .as(same.cache().toString())
                .containsOnly(entry("Core", HIT), entry("Logic", HIT));
        assertThat(outcomes(others)).containsOnly(entry("Core", HIT), entry("Logic", MISS));
    }

    @Test
    void variablesOfTheJobAreInputs() throws Exception {
        // Given
        JobOptions job =
                JobOptions.of(CachedSolution.FILE).buildOnly().variable("FLAVOUR", "sweet");
        Path tree = tree();

        // When
        ExecutionResult result = cached(tree, job);

        // Then
        assertThat(outcomes(result).values()).containsOnly(MISS);
        assertThat(read(tree, "src/Tool/bin/Release/" + bench.appFramework() + "/flavour.txt"))
                .isEqualTo("[sweet]\n");
    }

    @Test
    void aProjectThatFailsFailsAsInACleanBuildAndIsNotKept() throws Exception {
        // Given
        Path clean = tree();
        replace(clean, "src/Logic/Twice.cs", "a, a", "a, nothing");
        List<Diagnostic> diagnostics = bench.run(clean, JOB).diagnostics();
        Path first = tree();
        replace(first, "src/Logic/Twice.cs", "a, a", "a, nothing");
        Path second = tree();
        replace(second, "src/Logic/Twice.cs", "a, a", "a, nothing");

        // When
        cached(first, JOB);
        ExecutionResult result = cached(second, JOB);

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.failureReason()).isEqualTo(FailureReason.COMPILE_ERRORS);
        assertThat(outcomes(result))
                .containsOnly(
                        entry("Core", HIT),
                        entry("Logic", FAILED),
                        entry("Tool", LEFT_OUT),
                        entry("Other", HIT));
        assertThat(result.diagnostics()).hasSameElementsAs(diagnostics);
    }

    @Test
    void aDamagedContentIsMadeAgain() throws Exception {
        // Given
        Path edited = tree();
        replace(edited, "src/Other/Other.cs", "plain", "damaged");
        cached(edited, JOB);
        damage(edited.resolve("src/Other/bin/Release/netstandard2.1/Other.dll"));
        Path tree = tree();
        replace(tree, "src/Other/Other.cs", "plain", "damaged");
        Path again = tree();
        replace(again, "src/Other/Other.cs", "plain", "damaged");

        // When
        ExecutionResult result = cached(tree, JOB);
        ExecutionResult healed = cached(again, JOB);

        // Then
        assertThat(misses(result)).containsExactly("Other");
        assertThat(report(result, "Other").reason()).contains("missing");
        assertThat(outcomes(healed).values()).containsOnly(HIT);
        assertThat(outputs(again)).isEqualTo(outputs(edited));
    }

    private static void another(Path tree) throws IOException {
        Files.createDirectories(tree.resolve("other"));
        Files.writeString(
                tree.resolve("other/Some.sln"), CachedSolution.solution("..\\", "Core", "Logic"));
    }

    private static Path tree() throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree-" + ++trees));
        CachedSolution.write(tree, bench.appFramework());
        return tree;
    }

    private static ExecutionResult cached(Path tree, JobOptions job) throws Exception {
        bench.report.log.clear();
        ExecutionResult result = bench.run(tree, job, BuildStrategy.CACHED, false);
        assertThat(result.cache()).as(bench.report.text()).isNotNull();
        return result;
    }

    private static Map<String, CacheOutcome> outcomes(ExecutionResult result) {
        Map<String, CacheOutcome> outcomes = new TreeMap<>();
        result.cache()
                .projects()
                .forEach(project -> outcomes.put(name(project.project()), project.outcome()));
        return outcomes;
    }

    private static List<String> misses(ExecutionResult result) {
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        return result.cache().projects().stream()
                .filter(project -> project.outcome() == MISS)
                .map(project -> name(project.project()))
                .sorted()
                .toList();
    }

    private static ProjectReport report(ExecutionResult result, String name) {
        return result.cache().projects().stream()
                .filter(project -> name(project.project()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(String project) {
        return project.substring(project.lastIndexOf('/') + 1, project.lastIndexOf('.'));
    }

    private static void replace(Path tree, String file, String old, String text)
            throws IOException {
        String before = read(tree, file);
        assertThat(before).contains(old);
        Files.writeString(tree.resolve(file), before.replace(old, text));
    }

    private static String read(Path tree, String file) throws IOException {
        return Files.readString(tree.resolve(file));
    }

    private static void damage(Path output) throws Exception {
        String sha256 =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(Files.readAllBytes(output)));
        try (Stream<Path> files = Files.walk(work.resolve("build-cache"))) {
            Path content = files.filter(file -> file.endsWith(sha256)).findFirst().orElseThrow();
            Files.writeString(content, "other bytes");
        }
    }

    /** Content by path of all that users take; the home folder stands in one kind of file. */
    private static Map<String, String> outputs(Path tree) throws IOException {
        Map<String, String> outputs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String path = tree.relativize(file).toString();
                if (path.contains("/bin/") && !path.endsWith(".runtimeconfig.dev.json")) {
                    outputs.put(
                            path,
                            Files.isExecutable(file)
                                    + HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return outputs;
    }
}
