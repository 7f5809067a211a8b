package dev.buildserver.agent.execute;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.domain.build.StageStatus;
import java.util.List;

/**
 * A build that succeeded, as later ones repeat it.
 *
 * @param commit at which it ran
 * @param stages restore to package, in order, with times
 * @param tests null where no test ran
 * @param outputs files of it that were uploaded; contents go by their paths
 * @param report what the cache did for it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record WholeBuild(
        String commit,
        List<StageResult> stages,
        TestResults tests,
        List<Diagnostic> diagnostics,
        List<Output> outputs,
        BuildCacheReport report) {
    WholeBuild {
        stages = List.copyOf(stages);
        diagnostics = List.copyOf(diagnostics);
        outputs = List.copyOf(outputs);
    }

    /** An {@link OutputFile} without its place. */
    record Output(String path, String name, ArtifactKind kind, String contentType) {}

    static WholeBuild of(String commit, ExecutionResult result) {
        return new WholeBuild(
                commit,
                result.stages(),
                result.testResults(),
                result.diagnostics(),
                result.outputs().stream()
                        .map(o -> new Output(o.path(), o.name(), o.kind(), o.contentType()))
                        .toList(),
                result.cache());
    }

    /** Its stages, none of which runs again. */
    List<StageResult> repeatedStages() {
        return stages.stream()
                .map(
                        stage ->
                                new StageResult(
                                        stage.name(),
                                        StageStatus.SKIPPED,
                                        null,
                                        null,
                                        repeated(stage),
                                        stage.warningsCount(),
                                        stage.errorsCount()))
                .toList();
    }

    private String repeated(StageResult stage) {
        return stage.status() == StageStatus.SKIPPED
                ? stage.message()
                : "Not run: the same source was built at commit %s. %s"
                        .formatted(commit, stage.message());
    }

    /** Its tests, none of which runs again. */
    TestResults repeatedTests() {
        return tests == null
                ? null
                : new TestResults(
                        tests.total(),
                        tests.passed(),
                        tests.failed(),
                        tests.skipped(),
                        tests.duration(),
                        tests.failures(),
                        tests.total());
    }

    /** What the cache does for a build that is this one again. */
    BuildCacheReport repeatedReport(ProjectReport whole) {
        return new BuildCacheReport(
                whole,
                hit(report.restore()),
                report.projects().stream().map(WholeBuild::hit).toList(),
                report.tests().stream().map(WholeBuild::hit).toList(),
                report.products().stream().map(WholeBuild::hit).toList(),
                null);
    }

    long millis() {
        return stages.stream()
                .filter(stage -> stage.duration() != null)
                .mapToLong(stage -> stage.duration().toMillis())
                .sum();
    }

    private static ProjectReport hit(ProjectReport then) {
        return new ProjectReport(
                then.project(),
                CacheOutcome.HIT,
                null,
                List.of(),
                then.savedMillis() + then.spentMillis(),
                0,
                0);
    }
}
