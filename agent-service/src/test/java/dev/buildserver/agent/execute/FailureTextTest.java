package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.execute.msbuild.Diagnostics;
import dev.buildserver.agent.execute.msbuild.RawDiagnostic;
import dev.buildserver.agent.execute.msbuild.SourcePaths;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic.Severity;
import dev.buildserver.domain.build.FailureReason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTextTest {
    private final Diagnostics diagnostics =
            new Diagnostics(new SourcePaths(Path.of("/agent/src")), found -> {}, 10);

    @ParameterizedTest
    @CsvSource({
        "NU1101, RESTORE_FAILED",
        "MSB3202, RESTORE_FAILED",
        "MSB4126, INVALID_INPUT",
        "NETSDK1045, UNSUPPORTED"
    })
    void theErrorDecidesWhoseFaultItIs(String code, FailureReason reason) {
        // Given
        error(code);
        // When
        AttemptEnded ended =
                FailureText.failed(FailureReason.RESTORE_FAILED, "Restore failed", diagnostics);
        // Then
        assertThat(ended.reason()).isEqualTo(reason);
        assertThat(ended).hasMessage("Restore failed: App.sln: " + code + " text");
    }

    @Test
    void aMissingPackageIsGuessedOnlyWhereNothingElseIsKnown() {
        // When, Then
        assertThat(RestoreStage.summary(diagnostics)).contains("feed");
        error("NU1101");
        assertThat(RestoreStage.summary(diagnostics)).contains("feed");
        diagnostics.beginStage();
        error("MSB3202");
        assertThat(RestoreStage.summary(diagnostics)).isEqualTo("Restore failed");
    }

    @Test
    void manyLinesBecomeOneThatIsNotLong() {
        // Given
        String trace = "host crashed\r\n   at A.B()\n   at C.D()" + "\n   at E.F()".repeat(100);
        // When
        String line = FailureText.oneLine(trace);
        // Then
        assertThat(line).startsWith("host crashed at A.B() at C.D() at E.F()").endsWith("…");
        assertThat(line).hasSizeLessThan(700).doesNotContain("\n");
    }

    @Test
    void aFullDiskIsTheMachinesFaultAlsoWhereOnlyADiagnosticTellsOfIt() {
        // Given
        error("MSB4018");
        error("", "NuGet.targets(123,5): No space left on device");
        // When
        AttemptEnded ended =
                FailureText.failed(FailureReason.RESTORE_FAILED, "Restore failed", diagnostics);
        // Then
        assertThat(ended.outcome()).isEqualTo(Outcome.INFRA);
        assertThat(ended).hasMessage("The agent's disk is full");
    }

    private void error(String code) {
        error(code, "text");
    }

    private void error(String code, String message) {
        diagnostics.add(new RawDiagnostic(Severity.ERROR, code, message, "App.sln", 0, 0, null));
    }
}
