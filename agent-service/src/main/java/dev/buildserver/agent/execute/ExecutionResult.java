package dev.buildserver.agent.execute;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.cache.BuildCacheReport.ProjectReport;
import dev.buildserver.domain.build.FailureReason;
import java.util.List;

/**
 * How the .NET stages ended.
 *
 * @param failureReason null unless failed
 * @param message one line for people; may be null
 * @param stages restore to package, in order, also those that were skipped
 * @param testResults null where no test ran
 * @param needs what this machine lacks for the build, which is handed back for it; null otherwise
 * @param outputs what is to be uploaded; test results also when tests failed
 * @param cache what the cache did; null where it had no part
 * @param shadow what is to be done once more when the agent is idle; null where that is nothing
 */
public record ExecutionResult(
        Outcome outcome,
        FailureReason failureReason,
        String message,
        Requirements needs,
        List<StageResult> stages,
        TestResults testResults,
        List<Diagnostic> diagnostics,
        List<OutputFile> outputs,
        BuildCacheReport cache,
        Shadow shadow) {
    public ExecutionResult {
        stages = List.copyOf(stages);
        diagnostics = List.copyOf(diagnostics);
        outputs = List.copyOf(outputs);
    }

    /** Of a machine that lacked nothing. */
    public ExecutionResult(
            Outcome outcome,
            FailureReason failureReason,
            String message,
            List<StageResult> stages,
            TestResults testResults,
            List<Diagnostic> diagnostics,
            List<OutputFile> outputs) {
        this(
                outcome,
                failureReason,
                message,
                null,
                stages,
                testResults,
                diagnostics,
                outputs,
                null,
                null);
    }

    /**
     * Whether the next build of the tree may go on from it: all was compiled, and no process was
     * cut off. Where tests failed, those who mend them want them to run soon.
     */
    public boolean leavesWarmTree() {
        return outcome == Outcome.SUCCEEDED
                || failureReason == FailureReason.TEST_FAILURES
                || failureReason == FailureReason.PACKAGE_FAILED;
    }

    /** The same with what the cache did for the build as one. */
    ExecutionResult with(ProjectReport whole) {
        return new ExecutionResult(
                outcome,
                failureReason,
                message,
                needs,
                stages,
                testResults,
                diagnostics,
                outputs,
                cache.with(whole),
                shadow);
    }
}
