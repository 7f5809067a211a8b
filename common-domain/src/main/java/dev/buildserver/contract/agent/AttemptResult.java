package dev.buildserver.contract.agent;

import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.domain.build.FailureReason;
import java.util.List;

/**
 * How an attempt ended. Accepted at most once; a repetition gets the first answer.
 *
 * @param failureReason null unless failed
 * @param message one line for people; may be null
 * @param lastBatch number of the attempt's last batch of events, all of which must be durable
 * @param stages those that events did not tell, with times by the agent's clock; usually none
 * @param testResults null where no test ran
 * @param diagnostics bounded
 * @param artifacts receipt of the artifact service; null where nothing was uploaded
 * @param needs with outcome Returned: what this agent lacks for the build; null otherwise
 * @param cache what the cache did; null where it had no part
 */
public record AttemptResult(
        Outcome outcome,
        FailureReason failureReason,
        String message,
        int lastBatch,
        String commit,
        String branch,
        List<StageResult> stages,
        TestResults testResults,
        List<Diagnostic> diagnostics,
        SealReceipt artifacts,
        Requirements needs,
        BuildCacheReport cache) {
    public AttemptResult {
        stages = stages == null ? List.of() : List.copyOf(stages);
        diagnostics = diagnostics == null ? List.of() : List.copyOf(diagnostics);
    }

    /** A result in which the cache had no part. */
    public AttemptResult(
            Outcome outcome,
            FailureReason failureReason,
            String message,
            int lastBatch,
            String commit,
            String branch,
            List<StageResult> stages,
            TestResults testResults,
            List<Diagnostic> diagnostics,
            SealReceipt artifacts,
            Requirements needs) {
        this(
                outcome,
                failureReason,
                message,
                lastBatch,
                commit,
                branch,
                stages,
                testResults,
                diagnostics,
                artifacts,
                needs,
                null);
    }

    /** The same, of an agent that lacked nothing. */
    public AttemptResult(
            Outcome outcome,
            FailureReason failureReason,
            String message,
            int lastBatch,
            String commit,
            String branch,
            List<StageResult> stages,
            TestResults testResults,
            List<Diagnostic> diagnostics,
            SealReceipt artifacts) {
        this(
                outcome,
                failureReason,
                message,
                lastBatch,
                commit,
                branch,
                stages,
                testResults,
                diagnostics,
                artifacts,
                null,
                null);
    }
}
