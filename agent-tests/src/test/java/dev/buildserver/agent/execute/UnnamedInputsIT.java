package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web app over what the SDK's own targets do not name as their inputs. */
class UnnamedInputsIT {
    private static final JobOptions JOB =
            JobOptions.of("All.sln").withoutTests().withoutPackages().manifest();

    private static final String TOLD_OF_TWICE =
            """
            <root>
              <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
              <resheader name="version"><value>2.0</value></resheader>
              <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
              <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
              <data name="x" xml:space="preserve"><value>text</value></data>
              <data name="x" xml:space="preserve"><value>text</value></data>
            </root>
            """;

    private static final String RULE =
            """
            using System.Collections.Immutable;
            using Microsoft.CodeAnalysis;
            using Microsoft.CodeAnalysis.Diagnostics;

            [DiagnosticAnalyzer(LanguageNames.CSharp)]
            public class Rule : DiagnosticAnalyzer {
              private static readonly DiagnosticDescriptor Told =
                  new DiagnosticDescriptor("OWN001", "x", "too short", "x", DiagnosticSeverity.Warning, true);
              public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
                  ImmutableArray.Create(Told);
              public override void Initialize(AnalysisContext context) =>
                  context.RegisterSymbolAction(
                      c => c.ReportDiagnostic(Diagnostic.Create(Told, c.Symbol.Locations[0])),
                      SymbolKind.NamedType);
            }
            """;

    /** As SourceLink's own: imported after the targets of the SDK, it names the file then. */
    private static final String SOURCE_LINK =
            """
            <Project>
              <Target Name="GenerateSourceLinkFile" BeforeTargets="CoreCompile">
                <PropertyGroup>
                  <SourceLink>$(IntermediateOutputPath)$(MSBuildProjectName).sourcelink.json</SourceLink>
                </PropertyGroup>
                <ReadLinesFromFile File="$(MSBuildThisFileDirectory)commit.md">
                  <Output TaskParameter="Lines" PropertyName="_Commit" />
                </ReadLinesFromFile>
                <WriteLinesToFile File="$(SourceLink)" Overwrite="true" WriteOnlyWhenDifferent="true"
                    Lines="{&quot;documents&quot;: {&quot;/*&quot;: &quot;$(_Commit)&quot;}}" />
              </Target>
            </Project>
            """;

    @TempDir private static Path work;
    private static Bench bench;
    private static WarmWorkspace workspace;

    @BeforeAll
    static void aWorkspaceWithASuccessfulBuild() throws Exception {
        bench = new Bench(work);
        workspace = new WarmWorkspace(bench);
        write(new Source(workspace.source()), bench.appFramework());
        workspace.begin(JOB);
    }

    @BeforeEach
    void theSameWorkspaceForEachTest() throws Exception {
        workspace.restore();
    }

    private static void write(Source source, String framework) throws Exception {
        source.file(".gitignore", "bin/\nobj/\n")
                .file("Directory.Build.targets", SOURCE_LINK)
                .file("commit.md", "https://example.org/c0ffee/*")
                .file("All.sln", CachedSolution.solution("", "Rules", "Parts", "Web"))
                .file(
                        "src/Rules/Rules.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
                          <ItemGroup>
                            <Reference Include="$(RoslynTargetsPath)/bincore/Microsoft.CodeAnalysis.dll" Private="false" />
                          </ItemGroup>
                        </Project>
                        """
                                .formatted(framework))
                .file("src/Rules/Rule.cs", RULE)
                .file(
                        "src/Parts/Parts.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
                          <ItemGroup>
                            <FrameworkReference Include="Microsoft.AspNetCore.App" />
                            <ProjectReference Include="../Rules/Rules.csproj"
                                OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
                          </ItemGroup>
                        </Project>
                        """
                                .formatted(framework))
                .file("src/Parts/Part.cs", "public class Part { }")
                .file("src/Parts/Texts.resx", TOLD_OF_TWICE)
                .file(
                        "src/Web/Web.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk.Web">
                          <PropertyGroup><TargetFramework>%s</TargetFramework></PropertyGroup>
                          <ItemGroup><ProjectReference Include="../Parts/Parts.csproj" /></ItemGroup>
                          <Target Name="ReadVersion" BeforeTargets="PrepareForBuild">
                            <ReadLinesFromFile File="version.md">
                              <Output TaskParameter="Lines" PropertyName="Version" />
                            </ReadLinesFromFile>
                          </Target>
                        </Project>
                        """
                                .formatted(framework))
                .file("src/Web/version.md", "1.2.3")
                .file("src/Web/Program.cs", "class Program { static void Main() { } }");
    }

    @Test
    void aVersionThatATargetReadsIsInTheOutputs() throws Exception {
        // Given
        workspace.edit("src/Web/version.md", text -> "1.2.4");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertBuiltUponAndEqualToClean(result);
    }

    @Test
    void theCommitInDebugInformationIsThatOfTheBuild() throws Exception {
        // Given
        workspace.edit("commit.md", text -> text.replace("c0ffee", "decade"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertBuiltUponAndEqualToClean(result);
    }

    @Test
    void aProjectThatBecomesAPartOfAnAppIsNamedInIt() throws Exception {
        // Given
        workspace.edit(
                "src/Parts/Part.cs",
                text -> "public class Part : Microsoft.AspNetCore.Mvc.Controller { }");

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertBuiltUponAndEqualToClean(result);
    }

    @Test
    void whatAnAnalyzerSaysNowIsToldAndWhatWasSaidOfResources() throws Exception {
        // Given
        workspace.edit("src/Rules/Rule.cs", text -> text.replace("too short", "too long"));

        // When
        ExecutionResult result = workspace.incremental(JOB);

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.stages().get(0).status()).isEqualTo(StageStatus.SKIPPED);
        assertThat(result.diagnostics())
                .as(bench.report.text())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder("OWN001", "MSB3568");
        assertThat(result.diagnostics())
                .filteredOn(warning -> warning.code().equals("OWN001"))
                .extracting(Diagnostic::message)
                .containsOnly("too long");
    }

    private static void assertBuiltUponAndEqualToClean(ExecutionResult result) throws Exception {
        assertThat(result.stages().get(0).status())
                .as(bench.report.text())
                .isEqualTo(StageStatus.SKIPPED);
        workspace.assertEqualToClean(result, JOB);
    }
}
