package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.HIT;
import static dev.buildserver.contract.cache.CacheOutcome.MISS;
import static dev.buildserver.contract.cache.CacheOutcome.UNCACHEABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages and apps of a solution, made once; each test changes a fresh tree of it. */
class CachedProductsIT {
    private static final JobOptions JOB = JobOptions.of("Greeter.sln").withoutTests().manifest();
    private static final Revision FIRST = new Revision("c1", "main", "t1", "");

    @TempDir static Path work;
    private static Bench bench;
    private static int trees;
    private static String clean;
    private static ExecutionResult first;

    @BeforeAll
    static void fillTheCache() throws Exception {
        bench = new Bench(work);
        clean = manifest(bench.run(tree(), JOB));
        first = bench.run(tree(), JOB, BuildStrategy.CACHED, FIRST);
        assertThat(products(first))
                .as(bench.report.text())
                .containsOnly(entry("pack", MISS), entry("publish", MISS));
    }

    @Test
    void productsOfAnUnchangedSolutionAreTheCleanOnesWithoutAProcess() throws Exception {
        // When
        ExecutionResult result = cached(tree());

        // Then
        assertThat(products(result).values()).containsOnly(HIT);
        assertThat(bench.report.text()).doesNotContain("$ dotnet");
        assertThat(manifest(result)).isEqualTo(clean).contains("packages/", "published/");
        assertThat(Files.readAllBytes(bench.output(result, "packages/Greeter.1.2.0.nupkg")))
                .isEqualTo(Files.readAllBytes(bench.output(first, "packages/Greeter.1.2.0.nupkg")));
        String app = "apps/Greeter.App-" + bench.appFramework() + ".zip";
        assertThat(bench.output(result, app)).hasSameBinaryContentAs(bench.output(first, app));
    }

    @Test
    void anEditOfTheAppMakesTheAppAnewOnly() throws Exception {
        // Given
        Path tree = tree();
        append(tree, "src/Greeter.App/Program.cs", "class More { }");

        // When
        ExecutionResult result = cached(tree);

        // Then
        assertThat(products(result)).containsOnly(entry("pack", HIT), entry("publish", MISS));
    }

    @Test
    void anEditOfTheLibraryMakesBothAnew() throws Exception {
        // Given
        Path tree = tree();
        append(tree, "src/Greeter/Greeting.cs", "class More { }");
        Path same = tree();
        append(same, "src/Greeter/Greeting.cs", "class More { }");
        String expected = manifest(bench.run(same, JOB));

        // When
        ExecutionResult result = cached(tree);

        // Then
        assertThat(products(result).values()).containsOnly(MISS);
        assertThat(manifest(result)).isEqualTo(expected);
    }

    @Test
    void whatGoesIntoAPackageAloneIsItsInput() throws Exception {
        // Given
        cached(withNotes("one"));

        // When
        ExecutionResult result = cached(withNotes("two"));

        // Then
        assertThat(products(result)).as(bench.report.text()).contains(entry("pack", MISS));
        assertThat(result.cache().products())
                .filteredOn(product -> product.outcome() == MISS)
                .flatExtracting(ProjectReport::changed)
                .contains("docs/notes.txt changed");
    }

    @Test
    void productsThatReachForTheNetworkAreNotKept() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(
                tree.resolve("Directory.Build.targets"),
                """
                <Project><Target Name="Push" AfterTargets="Pack;Publish">
                  <Exec Command="bash -c '(exec 3&lt;&gt;/dev/tcp/127.0.0.1/9) 2&gt;/dev/null || true'" />
                </Target></Project>
                """);

        // When
        ExecutionResult result = cached(tree);

        // Then
        assertThat(products(result).values()).containsOnly(UNCACHEABLE);
        assertThat(result.cache().whole().outcome()).isEqualTo(UNCACHEABLE);
        assertThat(result.cache().whole().reason()).contains("network");
    }

    @Test
    void productsOfWhoAsksForTheTimeAreNotKept() throws Exception {
        // Given
        Path tree = tree();
        append(
                tree,
                "Directory.Build.targets",
                """
                <Project><PropertyGroup>
                  <PackageReleaseNotes>$([System.DateTime]::UtcNow.Ticks)</PackageReleaseNotes>
                </PropertyGroup></Project>
                """);

        // When
        ExecutionResult result = cached(tree);

        // Then
        assertThat(products(result).values()).containsOnly(UNCACHEABLE);
        assertThat(result.cache().products())
                .extracting(ProjectReport::reason)
                .allMatch(reason -> reason.contains("asks for the time"));
    }

    @Test
    void anErrorThatPackingLogsFailsTheBuildAndIsNotKept() throws Exception {
        for (int i = 0; i < 2; i++) {
            // Given
            Path tree = tree();
            append(
                    tree,
                    "Directory.Build.targets",
                    """
                    <Project>
                      <PropertyGroup><MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors></PropertyGroup>
                      <Target Name="Warn" AfterTargets="Pack"><Warning Code="OWN1" Text="packed" /></Target>
                    </Project>
                    """);

            // When
            ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, FIRST);

            // Then
            assertThat(result.failureReason())
                    .as(bench.report.text())
                    .isEqualTo(FailureReason.PACKAGE_FAILED);
            assertThat(result.message()).contains("OWN1");
        }
    }

    @Test
    void aBuildStandsForNoneOfAnotherYear() throws Exception {
        // Given
        Revision known = new Revision("c2", "main", "t1", "");
        assertThat(bench.known(known, JOB)).isPresent();

        // When
        bench.ahead(Duration.ofDays(366));

        // Then
        try {
            assertThat(bench.known(known, JOB)).isEmpty();
        } finally {
            bench.ahead(Duration.ZERO);
        }
    }

    @Test
    void aBuildStandsForOneOfAnEqualTree() throws Exception {
        // When
        Optional<ExecutionResult> tree = bench.known(new Revision("c2", "other", "t1", ""), JOB);
        Optional<ExecutionResult> commit = bench.known(new Revision("c1", "main", null, ""), JOB);

        // Then
        assertThat(tree).isPresent();
        assertThat(commit).isPresent();
        assertThat(first.cache().whole().outcome()).isEqualTo(MISS);
        ExecutionResult result = tree.get();
        assertThat(result.cache().whole().outcome()).isEqualTo(HIT);
        assertThat(result.cache().projects()).extracting(ProjectReport::outcome).containsOnly(HIT);
        assertThat(manifest(result)).isEqualTo(clean);
        assertThat(result.diagnostics()).isEqualTo(first.diagnostics());
        assertThat(result.outputs())
                .extracting(OutputFile::path)
                .containsExactlyInAnyOrderElementsOf(
                        first.outputs().stream().map(OutputFile::path).toList());
        for (OutputFile output : result.outputs()) {
            assertThat(output.file()).hasSameBinaryContentAs(bench.output(first, output.path()));
        }
    }

    @Test
    void aBuildDoesNotStandForOtherTreesOrOptions() throws Exception {
        // Given
        Revision equal = new Revision("c2", "main", "t1", "");

        // Then
        assertThat(bench.known(new Revision("c2", "main", "t2", ""), JOB)).isEmpty();
        assertThat(bench.known(new Revision("c2", "main", null, ""), JOB)).isEmpty();
        for (JobOptions other :
                new JobOptions[] {
                    JobOptions.of("Greeter.sln").manifest(),
                    JobOptions.of("Greeter.sln").withoutTests(),
                    JobOptions.of("Other.sln").withoutTests().manifest(),
                    JobOptions.of("Greeter.sln").withoutTests().manifest().configuration("Debug"),
                    JobOptions.of("Greeter.sln").withoutTests().manifest().property("A", "b"),
                    JobOptions.of("Greeter.sln").withoutTests().manifest().variable("A", "b")
                }) {
            assertThat(bench.known(equal, other)).isEmpty();
        }
    }

    @Test
    void aBuildThatLooksAtTheCommitStandsForThatCheckoutOnly() throws Exception {
        // Given
        Path tree = tree();
        Files.createDirectories(tree.resolve(".git"));
        Files.writeString(tree.resolve(".git/HEAD"), "c8");
        append(
                tree,
                "Directory.Build.targets",
                """
                <Project><Target Name="Id" AfterTargets="Build">
                  <Exec Command="cat $(MSBuildThisFileDirectory).git/HEAD > $(OutDir)commit.txt" />
                </Target></Project>
                """);
        Revision revision = new Revision("c8", "main", "t8", "");

        // When
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, revision);

        // Then
        assertThat(result.cache().whole().outcome()).isEqualTo(MISS);
        assertThat(bench.known(new Revision("c9", "main", "t8", ""), JOB)).isEmpty();
        assertThat(bench.known(new Revision("c8", "main", "t8", "v1 c8"), JOB)).isEmpty();
        assertThat(bench.known(new Revision("c8", "main", null, null), JOB)).isEmpty();
        assertThat(bench.known(new Revision("c8", "main", null, ""), JOB)).isPresent();
    }

    private static Path withNotes(String text) throws IOException {
        Path tree = tree();
        append(
                tree,
                "Directory.Build.targets",
                """
                <Project><ItemGroup>
                  <None Include="$(MSBuildThisFileDirectory)docs/*.txt" Pack="true"
                        PackagePath="docs" Condition="'$(IsPackable)' == 'true' And '$(NoBuild)' == 'true'" />
                </ItemGroup></Project>
                """);
        Files.createDirectories(tree.resolve("docs"));
        Files.writeString(tree.resolve("docs/notes.txt"), text);
        return tree;
    }

    private static Path tree() {
        return bench.sample("greeter", "tree-" + ++trees);
    }

    private static void append(Path tree, String file, String text) throws IOException {
        Path path = tree.resolve(file);
        String before = Files.exists(path) ? Files.readString(path) : "";
        Files.writeString(path, before + text);
    }

    private static ExecutionResult cached(Path tree) throws Exception {
        bench.report.log.clear();
        Revision revision = new Revision("c" + trees, "main", "tree-" + trees, "");
        ExecutionResult result = bench.run(tree, JOB, BuildStrategy.CACHED, revision);
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        return result;
    }

    private static Map<String, CacheOutcome> products(ExecutionResult result) {
        Map<String, CacheOutcome> outcomes = new TreeMap<>();
        result.cache()
                .products()
                .forEach(
                        product ->
                                outcomes.put(
                                        product.project().startsWith("package")
                                                ? "pack"
                                                : "publish",
                                        product.outcome()));
        return outcomes;
    }

    private static String manifest(ExecutionResult result) throws IOException {
        return Files.readString(bench.output(result, "outputs.json"));
    }
}
