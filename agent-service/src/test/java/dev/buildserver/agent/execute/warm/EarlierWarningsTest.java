package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarlierWarningsTest {
    private static final String SKIPPED = "src/A/A.csproj";

    @Test
    void warningsOfSourcesThatWereNotCompiledHoldStill() {
        // Given
        Diagnostic warning = warning("CS0219", "src/A/A.cs", SKIPPED);
        Diagnostic ofAnAnalyzer = warning("SA1200", "shared/Link.cs", SKIPPED);
        Diagnostic ofAPackage = warning("NUnit2005", "src/A/A.cs", SKIPPED);
        Diagnostic ofATemplate = warning("CS0219", "src/A/tpl/gen.targets", SKIPPED);
        Diagnostic ofTheCompilerItself = warning("CS8021", null, SKIPPED);
        Diagnostic ofItsTask = warning("MSB3052", "Microsoft.CSharp.Core.targets", SKIPPED);
        List<Diagnostic> all =
                List.of(
                        warning,
                        ofAnAnalyzer,
                        ofAPackage,
                        ofATemplate,
                        ofTheCompilerItself,
                        ofItsTask);

        // When
        List<Diagnostic> still = EarlierWarnings.stillTrue(all, Set.of(SKIPPED));

        // Then
        assertThat(still).isEqualTo(all);
    }

    @Test
    void whatWasCompiledTellsItsOwn() {
        assertThat(
                        EarlierWarnings.stillTrue(
                                List.of(
                                        warning("CS0219", "src/B/B.cs", "src/B/B.csproj"),
                                        warning("CS0219", "src/A/A.cs", null)),
                                Set.of(SKIPPED)))
                .isEmpty();
    }

    @Test
    void whatWasSaidOfResourcesAndViewsHoldsThoughTheProjectWasCompiled() {
        // Given: a build with other resources is none that goes on from this one
        Diagnostic ofResources = warning("MSB3568", "src/B/B.resx", "src/B/B.csproj");
        Diagnostic ofViews = warning("RZ10012", "src/B/B.razor", "src/B/B.csproj");

        // When / Then
        assertThat(EarlierWarnings.stillTrue(List.of(ofResources, ofViews), Set.of(SKIPPED)))
                .containsExactly(ofResources, ofViews);
    }

    @Test
    void warningsOfRestoreHoldButForThoseOfTools() {
        // Given
        Diagnostic ofPackages = warning("NU1701", SKIPPED, "All.sln");
        Diagnostic ofTools = warning(null, ".config/dotnet-tools.json", null);
        Diagnostic error = new Diagnostic(Severity.ERROR, "NU1", "text", SKIPPED, 1, 2, "All.sln");

        // When / Then
        assertThat(EarlierWarnings.ofRestore(List.of(ofPackages, ofTools, error)))
                .containsExactly(ofPackages);
    }

    @Test
    void whatIsSaidOfTheProgramThatStartsAnAppHolds() {
        // Given: it is made again only where the app was compiled
        Diagnostic warning = warning("NETSDK1074", "$DOTNET_ROOT/sdk/x.targets", SKIPPED);

        // When / Then
        assertThat(EarlierWarnings.stillTrue(List.of(warning), Set.of())).containsExactly(warning);
    }

    @Test
    void whatATargetOfAPackageSaidOfAProjectThatWasNotCompiledHoldsStill() {
        // Given
        Diagnostic warning = warning(null, "$NUGET_PACKAGES/gen/1.0.0/build/Gen.targets", SKIPPED);

        // When / Then
        assertThat(EarlierWarnings.stillTrue(List.of(warning), Set.of(SKIPPED)))
                .containsExactly(warning);
        assertThat(EarlierWarnings.stillTrue(List.of(warning), Set.of())).isEmpty();
    }

    @Test
    void whatEachBuildTellsIsNotRepeated() {
        assertThat(
                        EarlierWarnings.stillTrue(
                                List.of(
                                        warning("NU1701", SKIPPED, SKIPPED),
                                        warning("MSB3277", null, SKIPPED),
                                        warning("NETSDK1138", "x.cs", SKIPPED),
                                        warning(null, "build/Own.targets", SKIPPED),
                                        new Diagnostic(
                                                Severity.ERROR,
                                                "CS0219",
                                                "no warning",
                                                "src/A/A.cs",
                                                1,
                                                1,
                                                SKIPPED)),
                                Set.of(SKIPPED)))
                .isEmpty();
    }

    private static Diagnostic warning(String code, String file, String project) {
        return new Diagnostic(Severity.WARNING, code, "text", file, 1, 2, project);
    }
}
