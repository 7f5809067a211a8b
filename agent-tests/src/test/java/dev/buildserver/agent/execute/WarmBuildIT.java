package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmBuildIT {
    private static final JobOptions JOB = job().withoutPackages();
    private static final JobOptions PACKED = job();

    private static final String TEXTS = "src/Greeter.App/Texts.%sresx";

    /** What a link among the sources leads to. */
    private static final String TARGET = "shared/Linked.cs";

    private static final String RESX =
            """
            <root>
              <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
              <resheader name="version"><value>2.0</value></resheader>
              <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
              <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
              <data name="x" xml:space="preserve"><value>text</value></data>
            </root>
            """;

    @TempDir private static Path work;
    private static Bench bench;
    private static WarmWorkspace workspace;
    private static Path source;
    private static ExecutionResult first;

    @BeforeAll
    static void aWorkspaceWithASuccessfulBuild() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        source = workspace.source();
        bench.sample("greeter", work.relativize(source).toString());
        Files.writeString(
                source.resolve("Greeter.sln"),
                CachedSolution.solution("", "Greeter", "Greeter.App"));
        Files.writeString(
                source.resolve("src/Greeter/Warns.cs"),
                "class Warns { static int Seven() { int unused = 3; return 7; } }");
        Files.writeString(source.resolve("src/Greeter/Extra.cs"), "public class Extra { }");
        Files.writeString(source.resolve(TEXTS.formatted("")), RESX);
        Files.createDirectories(source.resolve("shared"));
        Files.writeString(source.resolve(TARGET), "class Linked { const int X = 1; }");
        Files.createSymbolicLink(
                source.resolve("src/Greeter/Linked.cs"), Path.of("../../" + TARGET));
        first = workspace.begin(PACKED);
    }

    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        workspace.restore();
    }

    private static JobOptions job() {
        return JobOptions.of("Greeter.sln").withoutTests().manifest().property("Special", "1");
    }

    @Test
    void nothingIsRestoredOrCompiledWhereNothingChanged() throws Exception {
        // Given
        Path compiled = source.resolve("src/Greeter/obj/Release/netstandard2.1/Greeter.dll");
        Object before = Files.getLastModifiedTime(compiled);

        // When
        ExecutionResult result = workspace.incremental(PACKED);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages().get(0))
                .extracting(StageResult::status, StageResult::message)
                .containsExactly(
                        StageStatus.SKIPPED,
                        "0 changed source file(s), nothing that restore reads");
        assertThat(Files.getLastModifiedTime(compiled)).isEqualTo(before);
        assertThat(result.outputs()).hasSize(5);
    }

    @Test
    void anEditedSourceIsCompiledAndOutputsEqualThoseOfACleanBuild() throws Exception {
        // Given
        workspace.edit("src/Greeter/Greeting.cs", text -> text.replace("Hello", "Good day"));

        // When
        ExecutionResult result = workspace.incremental(PACKED);

        // Then
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SKIPPED);
        workspace.assertEqualToClean(result, PACKED).hasSize(4);
    }

    @Test
    void warningsOfWhatIsNotCompiledAgainAreToldAgain() throws Exception {
        // Given
        List<Diagnostic> told = first.diagnostics();
        assertThat(told).extracting(Diagnostic::code).contains("CS0219");
        workspace.edit("src/Greeter.App/Program.cs", text -> text + "// changed");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SKIPPED);
        assertThat(result.diagnostics()).containsExactlyInAnyOrderElementsOf(told);
        assertThat(bench.report.text()).contains("src/Greeter/Warns.cs(1,40): warning CS0219: ");
        assertThat(result.stages().get(1).warningsCount()).isEqualTo(told.size());
    }

    @Test
    void warningsOfRestoreAreToldAgainThoughItNeedNotRun() throws Exception {
        // Given
        workspace.edit(
                "src/Greeter.App/Greeter.App.csproj",
                text ->
                        text.replace(
                                "</Project>",
                                "<ItemGroup><PackageReference Include=\"BuildServer.TestKit\""
                                        + " ExcludeAssets=\"all\" /></ItemGroup></Project>"));
        ExecutionResult told = workspace.incremental(JOB);
        assertThat(told.diagnostics())
                .extracting(Diagnostic::code, Diagnostic::project)
                .contains(tuple("NU1604", "Greeter.sln"));
        workspace.edit("src/Greeter.App/Program.cs", text -> text + "// changed");
        bench.report.log.clear();

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("nothing that restore reads");
        assertThat(result.diagnostics()).containsExactlyInAnyOrderElementsOf(told.diagnostics());
        assertThat(result.stages().get(0).warningsCount())
                .isEqualTo(told.stages().get(0).warningsCount());
    }

    @Test
    void warningsOfWhatWasMendedAreGone() throws Exception {
        // Given
        workspace.edit("src/Greeter/Warns.cs", text -> text.replace("int unused = 3; ", ""));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(result.diagnostics()).extracting(Diagnostic::code).doesNotContain("CS0219");
    }

    @Test
    void anotherCultureIsInTheOutputs() throws Exception {
        // Given
        Files.writeString(source.resolve(TEXTS.formatted("de.")), RESX);
        workspace.commit();

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void aSourceThatIsALinkIsCompiledWhenItsTargetChanges() throws Exception {
        // Given: MSBuild looks at the time of the link
        workspace.edit(TARGET, text -> text.replace("X = 1", "X = 2"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void contentOfOneNameIsThatOfACleanBuildThoughTheOtherIsNewer() throws Exception {
        // Given: a build in a fresh tree, in which the app's own counts
        String copied =
                "<ItemGroup><None Update=\"data.json\" CopyToOutputDirectory=\"PreserveNewest\" />"
                        + "</ItemGroup></Project>";
        for (String project : List.of("Greeter", "Greeter.App")) {
            String folder = "src/" + project + "/";
            Files.writeString(source.resolve(folder + "data.json"), "\"" + project + "\"");
            workspace.edit(
                    folder + project + ".csproj", text -> text.replace("</Project>", copied));
        }
        Files.setLastModifiedTime(
                source.resolve("src/Greeter.App/data.json"), FileTime.from(Instant.EPOCH));
        assertThat(workspace.fresh(JOB).outcome()).isEqualTo(Outcome.SUCCEEDED);
        workspace.edit("src/Greeter.App/Program.cs", text -> text + "// changed");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("1 changed source file(s)");
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void aVersionThatStandsInASourceIsRestoredAgain() throws Exception {
        // Given: restore writes it down for whoever refers to the project
        workspace.edit(
                "src/Greeter/Greeter.csproj",
                text ->
                        text.replace(
                                "</Project>",
                                "<PropertyGroup><Version>$([System.IO.File]::ReadAllText('$(MSBuildProjectDirectory)/version.md'))</Version>"
                                        + "</PropertyGroup></Project>"));
        Files.writeString(source.resolve("src/Greeter/version.md"), "1.2.3");
        workspace.commit();
        assertThat(workspace.incremental(JOB).outcome()).isEqualTo(Outcome.SUCCEEDED);
        workspace.edit("src/Greeter/version.md", text -> "1.2.4");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("version.md changed, which projects may look at");
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void aSourceThatIsGoneIsNoLongerInTheOutputs() throws Exception {
        // Given: MSBuild by itself does not notice
        Files.delete(source.resolve("src/Greeter/Extra.cs"));
        workspace.commit();

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("src/Greeter/Extra.cs changed");
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void otherPropertiesBuildAllAnew() throws Exception {
        // When
        JobOptions other =
                JobOptions.of("Greeter.sln").withoutTests().property("DefineConstants", "OTHER");
        ExecutionResult result = workspace.incremental(other);

        // Then
        assertThat(bench.report.text()).contains("other options or another SDK");
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SUCCEEDED);
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aChangedProjectIsRestoredAndBuiltAnew() throws Exception {
        // Given
        workspace.edit(
                "src/Greeter/Greeter.csproj",
                text -> text.replace("</Project>", "<!-- changed --></Project>"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SUCCEEDED);
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void aWorkspaceAfterAFailedBuildIsNotBuiltUpon() throws Exception {
        // Given
        workspace.edit("src/Greeter/Greeting.cs", text -> text + " error");
        assertThat(workspace.incremental(JOB).outcome()).isEqualTo(Outcome.FAILED);
        workspace.edit("src/Greeter/Greeting.cs", text -> text.replace(" error", ""));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("no earlier build to go on from");
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }

    @Test
    void restoredFilesThatWereTamperedWithAreRestoredAgain() throws Exception {
        // Given
        Files.writeString(
                source.resolve("src/Greeter/obj/Greeter.csproj.nuget.g.props"), "<Project/>");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then: forced, or NuGet looks at no feed where projects are as they were
        assertThat(bench.report.text()).containsPattern("dotnet restore .* --force");
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SUCCEEDED);
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }
}
