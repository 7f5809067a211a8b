package dev.buildserver.agent.execute;

import static dev.buildserver.contract.cache.CacheOutcome.FAILED;
import static dev.buildserver.contract.cache.CacheOutcome.HIT;
import static dev.buildserver.contract.cache.CacheOutcome.MISS;
import static dev.buildserver.contract.cache.CacheOutcome.UNCACHEABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A solution whose tests passed once; each test changes a fresh tree of it. */
class CachedTestsIT {
    @TempDir static Path work;
    private static Bench bench;
    private static int trees;
    private static TestResults clean;

    @BeforeAll
    static void fillTheCache() throws Exception {
        bench = new Bench(work);
        clean = bench.run(tree(), job()).testResults();
        assertThat(tests(cached(tree(), job())))
                .as(bench.report.text())
                .containsOnly(entry("Lib.Tests", MISS), entry("Plain.Tests", MISS));
    }

    @Test
    void testsOfAnUnchangedSolutionCountWithoutAProcess() throws Exception {
        // When
        ExecutionResult result = cached(tree(), job());

        // Then
        assertThat(tests(result).values()).containsOnly(HIT);
        assertThat(bench.report.text()).doesNotContain("$ dotnet").contains("its tests passed");
        TestResults tests = result.testResults();
        assertThat(tests.total()).isEqualTo(clean.total()).isEqualTo(5);
        assertThat(tests.passed()).isEqualTo(clean.passed()).isEqualTo(4);
        assertThat(tests.skipped()).isEqualTo(clean.skipped()).isEqualTo(1);
        assertThat(tests.cached()).isEqualTo(5);
        assertThat(tests.duration()).isPositive();
        assertThat(result.outputs())
                .extracting(OutputFile::path)
                .contains(
                        "test-results/Lib.Tests-%s.trx".formatted(bench.appFramework()),
                        "test-results/Plain.Tests-%s.trx".formatted(bench.appFramework()));
    }

    @Test
    void aFileThatATestReadsIsItsInput() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(tree.resolve("data/expected.txt"), "6");

        // When
        ExecutionResult result = cached(tree, job());

        // Then
        assertThat(result.failureReason()).isEqualTo(FailureReason.TEST_FAILURES);
        assertThat(result.testResults().failed()).isEqualTo(1);
        assertThat(result.testResults().cached()).isEqualTo(1);
        assertThat(tests(result))
                .containsOnly(entry("Lib.Tests", FAILED), entry("Plain.Tests", HIT));
        assertThat(report(result, "Lib.Tests").changed())
                .containsExactly("data/expected.txt changed");
    }

    @Test
    void failedTestsRunAgain() throws Exception {
        // Given
        Path first = tree();
        Files.writeString(first.resolve("data/expected.txt"), "7");
        cached(first, job());
        Path second = tree();
        Files.writeString(second.resolve("data/expected.txt"), "7");

        // When
        ExecutionResult result = cached(second, job());

        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(tests(result)).contains(entry("Lib.Tests", FAILED));
    }

    @Test
    void aVariableOfTheJobIsAnInput() throws Exception {
        // When
        ExecutionResult result = cached(tree(), job().variable("FLAVOUR", "bitter"));

        // Then
        assertThat(result.testResults().failed()).isEqualTo(1);
        assertThat(tests(result))
                .containsOnly(entry("Lib.Tests", FAILED), entry("Plain.Tests", MISS));
    }

    @Test
    void settingsOfTestRunsThatAppearAreAnInput() throws Exception {
        // Given
        Path tree = tree();
        Files.writeString(
                tree.resolve("test.runsettings"),
                "<RunSettings><RunConfiguration><MaxCpuCount>1</MaxCpuCount></RunConfiguration>"
                        + "</RunSettings>");

        // When
        ExecutionResult result = cached(tree, job());

        // Then
        assertThat(tests(result).values()).as(bench.report.text()).containsOnly(MISS);
    }

    @Test
    void anotherFilterIsAnotherRun() throws Exception {
        // When
        ExecutionResult result =
                cached(tree(), job().filter("FullyQualifiedName~AddsAsTheFileSays"));

        // Then
        assertThat(tests(result).values()).as(bench.report.text()).containsOnly(MISS);
        assertThat(result.testResults().total()).isEqualTo(1);
    }

    @Test
    void aBodyThatChangedIsTestedAlthoughTheTestsAreNotBuilt() throws Exception {
        // Given
        Path tree = tree();
        replace(tree, "src/Lib/Sum.cs", "a + b", "a - b");

        // When
        ExecutionResult result = cached(tree, job());

        // Then
        assertThat(result.cache().projects())
                .filteredOn(project -> project.project().endsWith("Tests.csproj"))
                .extracting(ProjectReport::outcome)
                .containsOnly(HIT);
        assertThat(result.testResults().failed()).isEqualTo(2);
        assertThat(tests(result).values()).containsOnly(FAILED);
    }

    @Test
    void testsThatNowFailAndNowPassAreNotKept() throws Exception {
        // Given: something that no key can name
        Path chance;
        try (Stream<Path> folders = Files.walk(Path.of("target/nuget-packages/acme/trusted"), 3)) {
            chance =
                    folders.filter(folder -> folder.endsWith("buildserver.testkit/1.0.0"))
                            .findFirst()
                            .orElseThrow()
                            .resolve("chance");
        }
        String body =
                "Assert.That(System.IO.File.Exists(System.Environment.GetEnvironmentVariable("
                        + "\"NUGET_PACKAGES\") + \"/buildserver.testkit/1.0.0/chance\"),"
                        + " Is.EqualTo(true));";
        ExecutionResult first = cached(withBody(body), job());
        Files.createFile(chance);

        // When
        ExecutionResult result;
        try {
            result = cached(withBody(body), job());
        } finally {
            Files.delete(chance);
        }

        // Then
        assertThat(report(first, "Plain.Tests").outcome()).isEqualTo(FAILED);
        assertThat(report(result, "Plain.Tests").outcome()).isEqualTo(UNCACHEABLE);
        assertThat(report(result, "Plain.Tests").reason()).contains("failed before");
    }

    @Test
    void whatCanNotBeRepeatedElsewhereIsNotKept() throws Exception {
        // Given
        String network =
                "var s = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream,"
                        + " System.Net.Sockets.ProtocolType.Tcp);"
                        + "try { s.Connect(\"127.0.0.1\", 9); }"
                        + "catch (System.Net.Sockets.SocketException) { }";
        String change =
                "System.IO.File.WriteAllText(\"/src/data/expected.txt\", \"5\");"
                        + "System.IO.File.WriteAllText(\"/src/left.txt\", \"\");";

        // When
        ExecutionResult first = cached(withBody(network), job());
        ExecutionResult second = cached(withBody(change), job());

        // Then
        assertThat(report(first, "Plain.Tests").outcome()).isEqualTo(UNCACHEABLE);
        assertThat(report(first, "Plain.Tests").reason()).contains("network", "127.0.0.1", ":9");
        assertThat(report(second, "Plain.Tests").outcome()).isEqualTo(UNCACHEABLE);
        assertThat(report(second, "Plain.Tests").reason())
                .contains("it changes data/expected.txt", "it writes left.txt");
    }

    @Test
    void whatTestsLeftIsThereForPackagesAlthoughTheyDoNotRun() throws Exception {
        // Given
        JobOptions job = JobOptions.of(TestedSolution.FILE);
        ExecutionResult first = cached(withReport("one"), job);

        // When
        ExecutionResult result = cached(withReport("two"), job);

        // Then
        assertThat(tests(first)).containsEntry("Plain.Tests", MISS);
        assertThat(tests(result)).containsEntry("Plain.Tests", HIT);
        assertThat(result.cache().products()).extracting(ProjectReport::outcome).contains(MISS);
        try (ZipFile archive =
                new ZipFile(bench.output(result, "packages/Lib.1.0.0.nupkg").toFile())) {
            assertThat(archive.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.endsWith("/report.txt"));
        }
    }

    private static Path withReport(String notes) throws IOException {
        Path tree =
                withBody(
                        "System.IO.File.WriteAllText(System.AppContext.BaseDirectory"
                                + " + \"report.txt\", \"\");");
        Files.writeString(tree.resolve("data/notes.txt"), notes);
        replace(
                tree,
                "src/Lib/Lib.csproj",
                "</Project>",
                """
                <ItemGroup Condition="'$(NoBuild)' == 'true'">
                  <None Include="../Plain.Tests/bin/**/report.txt;../../data/notes.txt" Pack="true" PackagePath="docs" />
                </ItemGroup></Project>
                """);
        return tree;
    }

    private static Path withBody(String statements) throws IOException {
        Path tree = tree();
        replace(tree, "src/Plain.Tests/PlainTests.cs", "{ Assert", "{ " + statements + " Assert");
        return tree;
    }

    private static Path tree() throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree-" + ++trees));
        TestedSolution.write(tree, bench.appFramework());
        return tree;
    }

    private static JobOptions job() {
        return JobOptions.of(TestedSolution.FILE).testsOnly();
    }

    private static ExecutionResult cached(Path tree, JobOptions job) throws Exception {
        bench.report.log.clear();
        ExecutionResult result = bench.run(tree, job, BuildStrategy.CACHED, false);
        assertThat(result.testResults()).as(bench.report.text()).isNotNull();
        return result;
    }

    private static Map<String, CacheOutcome> tests(ExecutionResult result) {
        Map<String, CacheOutcome> outcomes = new TreeMap<>();
        result.cache().tests().forEach(test -> outcomes.put(name(test.project()), test.outcome()));
        return outcomes;
    }

    private static ProjectReport report(ExecutionResult result, String name) {
        return result.cache().tests().stream()
                .filter(test -> name(test.project()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(String project) {
        return project.substring(project.lastIndexOf('/') + 1, project.lastIndexOf('.'));
    }

    private static void replace(Path tree, String file, String old, String text)
            throws IOException {
        String before = Files.readString(tree.resolve(file));
        assertThat(before).contains(old);
        Files.writeString(tree.resolve(file), before.replace(old, text));
    }
}
