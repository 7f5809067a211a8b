package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool that no feed has. */
class ToolManifestIT {
    private static final String MANIFEST =
            """
            {"version": 1, "isRoot": true,
             "tools": {"no-such-tool": {"version": "1.2.3", "commands": ["no-such-tool"]}}}
            """;

    @TempDir Path work;
    private Bench bench;
    private Source source;

    @BeforeEach
    void source() throws Exception {
        bench = new Bench(work);
        source = Source.app(work.resolve("src"), bench).file(".config/dotnet-tools.json", MANIFEST);
    }

    @Test
    void aBuildThatDoesNotUseItGoesOnWithAWarning() throws Exception {
        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj"));

        // Then
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        StageResult restore =
                result.stages().stream()
                        .filter(stage -> stage.name() == StageName.RESTORE)
                        .findFirst()
                        .orElseThrow();
        assertThat(restore.status()).isEqualTo(StageStatus.SUCCEEDED);
        assertThat(restore.message()).contains("without the tools");
        assertThat(restore.errorsCount()).isZero();
        assertThat(restore.warningsCount()).isPositive();
        assertThat(result.diagnostics())
                .extracting(Diagnostic::severity)
                .containsOnly(Severity.WARNING);
        assertThat(result.diagnostics())
                .anySatisfy(
                        warning -> {
                            assertThat(warning.file()).isEqualTo(".config/dotnet-tools.json");
                            assertThat(warning.message()).contains("dotnet tool restore");
                        });
        assertThat(bench.report.log)
                .anySatisfy(
                        line -> {
                            assertThat(line.level()).isEqualTo(LogLevel.WARN);
                            assertThat(line.text()).contains(".config/dotnet-tools.json");
                        });
    }

    @Test
    void aBuildThatUsesItFailsWithItsOwnError() throws Exception {
        // Given
        source.afterBuild("<Exec Command=\"dotnet tool run no-such-tool\" />");

        // When
        ExecutionResult result = bench.run(source.root(), JobOptions.of("App.csproj"));

        // Then
        assertThat(result.failureReason()).isEqualTo(FailureReason.COMPILE_ERRORS);
        assertThat(result.message()).contains("MSB3073").contains("no-such-tool");
    }

    @Test
    void itIsLookedForAgainThoughPackagesNeedNotBe() throws Exception {
        // Given: where tools are restored to is new in each build
        WarmWorkspace workspace = new WarmWorkspace(bench);
        Source.app(workspace.source(), bench)
                .file(".config/dotnet-tools.json", MANIFEST)
                .file(".gitignore", "bin/\nobj/\n");
        workspace.commit();
        JobOptions job = JobOptions.of("App.csproj").buildOnly();
        ExecutionResult first = workspace.incremental(job);
        assertThat(first.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);

        // When
        ExecutionResult result = workspace.incremental(job);

        // Then
        assertThat(result.stages().get(0).message())
                .contains("nothing that restore reads")
                .contains("without the tools");
        assertThat(result.diagnostics()).isEqualTo(first.diagnostics());
    }
}
