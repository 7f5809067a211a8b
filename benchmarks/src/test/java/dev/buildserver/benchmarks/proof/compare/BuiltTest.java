package dev.buildserver.benchmarks.proof.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltTest {
    private static final Diagnostic WARNING = diagnostic(Severity.WARNING, "CS0219");
    private static final Diagnostic ERROR = diagnostic(Severity.ERROR, "CS1002");

    @Test
    void equalBuildsDoNotDiffer() {
        Built one = built(BuildStatus.SUCCEEDED, "1", tests(0), WARNING);
        assertThat(one.differencesTo(built(BuildStatus.SUCCEEDED, "1", tests(0), WARNING)))
                .isEmpty();
    }

    @Test
    void anotherEndIsADifference() {
        Built failed = built(BuildStatus.FAILED, "1", null, ERROR);
        assertThat(failed.differencesTo(built(BuildStatus.SUCCEEDED, "1", null)))
                .singleElement()
                .asString()
                .startsWith("status: ");
    }

    @Test
    void outputsDiagnosticsAndTestsAreCompared() {
        Built clean = built(BuildStatus.SUCCEEDED, "1", tests(0), WARNING);
        Built other = built(BuildStatus.SUCCEEDED, "2", tests(1));
        assertThat(other.differencesTo(clean))
                .contains("other content: bin/a.dll", "wrong tests: failed 1")
                .anyMatch(
                        line -> line.startsWith("missing diagnostic: ") && line.contains("CS0219"));
    }

    @Test
    void ofFailedBuildsOnlyErrorsAreCompared() {
        Built clean = built(BuildStatus.FAILED, "1", null, ERROR, WARNING);
        assertThat(built(BuildStatus.FAILED, "1", null, ERROR).differencesTo(clean)).isEmpty();
        assertThat(built(BuildStatus.FAILED, "1", null, WARNING).differencesTo(clean)).isNotEmpty();
    }

    private static Built built(
            BuildStatus status, String content, TestResults tests, Diagnostic... diagnostics) {
        BuildView view =
                new BuildView(
                        null,
                        null,
                        null,
                        null,
                        status,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        tests,
                        List.of(diagnostics));
        Manifest manifest = new Manifest(Map.of("bin/a.dll", content));
        return new Built(BuildStrategy.INCREMENTAL, view, manifest, null, false, null);
    }

    private static TestResults tests(int failed) {
        return new TestResults(3, 3 - failed, failed, 0, Duration.ZERO, List.of());
    }

    private static Diagnostic diagnostic(Severity severity, String code) {
        return new Diagnostic(severity, code, "text", "A.cs", 1, 1, "A.csproj");
    }
}
