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
        Diagnostic ofTheCompilerItself = warning("CS8021", null, SKIPPED);

        // When
        List<Diagnostic> still =
                EarlierWarnings.stillTrue(
                        List.of(warning, ofAnAnalyzer, ofTheCompilerItself), Set.of(SKIPPED));

        // Then
        assertThat(still).containsExactly(warning, ofAnAnalyzer, ofTheCompilerItself);
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
