package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What builds leave in a workspace beside what a build from nothing finds there. */
class LeftInWorkspaceIT {
    private static final JobOptions JOB = job().withoutPackages();
    private static final JobOptions PACKED = job();

    /** A file of no interest to a compiler that says whether packages can be made. */
    private static final String REFUSE = "refuse.md";

    private static final String REFUSING =
            """
            <Project>
              <Target Name="RefuseToPack" BeforeTargets="GenerateNuspec">
                <Error Text="no packages today"
                    Condition="$([System.IO.File]::ReadAllText('$(MSBuildThisFileDirectory)%s')) == 'yes'" />
              </Target>
            </Project>
            """
                    .formatted(REFUSE);

    @TempDir private static Path work;
    private static Bench bench;
    private static WarmWorkspace workspace;
    private static Path source;

    @BeforeAll
    static void aWorkspaceWithASuccessfulBuild() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        source = workspace.source();
        bench.sample("greeter", work.relativize(source).toString());
        Files.writeString(
                source.resolve("Greeter.sln"),
                CachedSolution.solution("", "Greeter", "Greeter.App"));
        Files.writeString(source.resolve("Directory.Build.targets"), REFUSING);
        Files.writeString(source.resolve(REFUSE), "no");
        workspace.begin(PACKED);
    }

    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        workspace.restore();
    }

    private static JobOptions job() {
        return JobOptions.of("Greeter.sln").withoutTests().manifest().property("Special", "1");
    }

    @Test
    void aWorkspaceAfterFailedPackagingIsNotBuiltUpon() throws Exception {
        // Given
        workspace.edit(REFUSE, text -> "yes");
        ExecutionResult refused = workspace.incremental(PACKED);
        assertThat(refused.failureReason())
                .as(bench.report.text())
                .isEqualTo(FailureReason.PACKAGE_FAILED);
        workspace.edit(REFUSE, text -> "no");

        // When
        ExecutionResult result = workspace.incremental(PACKED);

        // Then: there may be what a target left half done
        assertThat(bench.report.text()).contains("no earlier build to go on from");
        workspace.assertEqualToClean(result, PACKED).hasSize(4);
    }

    @Test
    void aBuildThatWroteOverASourceIsNotBuiltUpon() throws Exception {
        // Given: the next checkout brings back what the commit has
        String documentation = "src/Greeter/Greeter.xml";
        Files.writeString(source.resolve(documentation), "<doc />");
        workspace.edit(
                "src/Greeter/Greeter.csproj",
                text ->
                        text.replace(
                                "</Project>",
                                "<PropertyGroup><DocumentationFile>Greeter.xml</DocumentationFile>"
                                        + "</PropertyGroup></Project>"));
        assertThat(workspace.incremental(JOB).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(bench.report.text()).contains("this one wrote over " + documentation);
        Files.writeString(source.resolve(documentation), "<doc />");
        workspace.edit("src/Greeter.App/Program.cs", text -> text + "// changed");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("no earlier build to go on from");
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(source.resolve("src/Greeter/bin/Release/netstandard2.1/Greeter.xml"))
                .hasSameTextualContentAs(source.resolve(documentation));
    }

    @Test
    void whatPackagingLeavesIsNoOutputOfTheNextBuild() throws Exception {
        // Given
        workspace.edit(
                "src/Greeter/Greeter.csproj",
                text ->
                        text.replace(
                                "</Project>",
                                "<Target Name=\"Leave\" AfterTargets=\"Pack\"><Copy SourceFiles=\"Greeting.cs\""
                                        + " DestinationFolder=\"$(OutDir)packed\" /></Target></Project>"));
        assertThat(workspace.incremental(PACKED).outcome()).isEqualTo(Outcome.SUCCEEDED);
        workspace.edit("src/Greeter.App/Program.cs", text -> text + "// changed");

        // When
        ExecutionResult result = workspace.incremental(PACKED);

        // Then
        assertThat(bench.report.text()).contains("1 changed source file(s)");
        workspace.assertEqualToClean(result, PACKED).hasSize(4);
    }

    @Test
    void whatIsLookedForIsThatOfAFreshTree() throws Exception {
        // Given
        workspace.edit(
                "src/Greeter/Greeter.csproj",
                text ->
                        text.replace(
                                "</Project>",
                                "<PropertyGroup><Description Condition=\"Exists('bin/Release')\">again</Description>"
                                        + "</PropertyGroup></Project>"));
        assertThat(workspace.incremental(JOB).outcome()).isEqualTo(Outcome.SUCCEEDED);
        workspace.edit("src/Greeter/Greeting.cs", text -> text.replace("Hello", "Good day"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(bench.report.text()).contains("Greeter.csproj looks for bin/Release");
        workspace.assertEqualToClean(result, JOB).hasSize(4);
    }
}
