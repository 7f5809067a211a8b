package dev.buildserver.agent.execute.msbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
    private static final Path ROOT = Path.of("/agent/work/src");
    private static final int LIMIT = 3;

    private final List<Diagnostic> reported = new ArrayList<>();
    private final Diagnostics diagnostics =
            new Diagnostics(new SourcePaths(ROOT), reported::add, LIMIT);

    @Test
    void eachIsReportedAndCountedOnceInAStage() {
        // When
        diagnostics.beginStage();
        diagnostics.add(warning("a.cs", 1));
        diagnostics.add(warning("a.cs", 1));
        diagnostics.add(warning("a.cs", 2));

        // Then
        assertThat(reported).hasSize(2);
        assertThat(diagnostics.warnings()).isEqualTo(2);
        assertThat(diagnostics.errors()).isZero();
    }

    @Test
    void filesThatEachAgentHasElsewhereHaveTheSameNamesOnAll() {
        // Given: two agents with the same SDK
        String text = "see %s/sdk/3.1/x.targets";

        // When
        for (String sdk : List.of("/opt/dotnet", "/sdk")) {
            SourcePaths paths =
                    SourcePaths.of(
                            ROOT,
                            Map.of("DOTNET_ROOT", sdk, "OTHER", "/"),
                            Set.of("DOTNET_ROOT", "NUGET_PACKAGES"));
            diagnostics.add(
                    RawDiagnostic.warning(sdk + "/sdk/3.1/x.targets", text.formatted(sdk))
                            .within(paths));
        }

        // Then
        assertThat(reported)
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.file()).isEqualTo("$DOTNET_ROOT/sdk/3.1/x.targets");
                            assertThat(found.message())
                                    .isEqualTo("see $DOTNET_ROOT/sdk/3.1/x.targets");
                        });
    }

    @Test
    void aLaterStageCountsItAgainButDoesNotReportItAgain() {
        // Given
        diagnostics.add(warning("a.cs", 1));

        // When
        diagnostics.beginStage();
        diagnostics.add(warning("a.cs", 1));

        // Then
        assertThat(diagnostics.warnings()).isEqualTo(1);
        assertThat(reported).hasSize(1);
    }

    @Test
    void beyondTheLimitTheyAreOnlyCounted() {
        // When
        for (int line = 1; line <= 10; line++) {
            diagnostics.add(warning("a.cs", line));
        }

        // Then
        assertThat(diagnostics.all()).hasSize(LIMIT).isEqualTo(reported);
        assertThat(diagnostics.warnings()).isEqualTo(10);
        assertThat(diagnostics.reported()).hasSize(10);
    }

    @Test
    void pathsAreThoseOfTheRepository() {
        // When
        diagnostics.add(
                new RawDiagnostic(
                        Severity.ERROR,
                        "CS1",
                        "text",
                        "sub/x.cs",
                        4,
                        5,
                        ROOT + "/src/App/App.csproj"));
        diagnostics.add(
                new RawDiagnostic(Severity.ERROR, "", "text", "/usr/share/x.targets", 1, 0, null));

        // Then
        assertThat(reported)
                .containsExactly(
                        new Diagnostic(
                                Severity.ERROR,
                                "CS1",
                                "text",
                                "src/App/sub/x.cs",
                                4,
                                5,
                                "src/App/App.csproj"),
                        new Diagnostic(
                                Severity.ERROR, null, "text", "/usr/share/x.targets", 1, 0, null));
    }

    @Test
    void messagesNameFilesAsTheRepositoryDoes() {
        // When
        String message = "The command \"sh " + ROOT + "/a/b.sh\" exited with code 1.";
        diagnostics.add(
                new RawDiagnostic(Severity.ERROR, "MSB3073", message, "A.csproj", 1, 1, null));

        // Then
        assertThat(reported)
                .extracting(Diagnostic::message)
                .containsExactly("The command \"sh a/b.sh\" exited with code 1.");
    }

    @Test
    void aToolThatReportsItselfIsNoFile() {
        // When
        for (String tool : List.of("CSC", "vbc", "MSBUILD", "ILLink")) {
            diagnostics.beginStage();
            diagnostics.add(
                    new RawDiagnostic(
                            Severity.ERROR, tool, "text", tool, 0, 0, ROOT + "/src/App.csproj"));
        }

        // Then
        assertThat(reported).hasSize(LIMIT).extracting(Diagnostic::file).containsOnlyNulls();
    }

    @Test
    void aFileWithoutAnEndingIsOneWhereItHasALine() {
        // When
        diagnostics.add(
                new RawDiagnostic(
                        Severity.ERROR, "X1", "text", "Rules", 3, 0, ROOT + "/src/App.csproj"));

        // Then
        assertThat(reported).extracting(Diagnostic::file).containsExactly("src/Rules");
    }

    private static RawDiagnostic warning(String file, int line) {
        return new RawDiagnostic(
                Severity.WARNING, "CS0168", "unused", file, line, 1, ROOT + "/A.csproj");
    }
}
