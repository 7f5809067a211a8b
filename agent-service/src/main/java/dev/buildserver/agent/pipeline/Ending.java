package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.fetch.Source;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.domain.build.FailureReason;
import java.util.List;

/**
 * How an attempt ended.
 *
 * @param source null where it was not fetched
 * @param built null where nothing was built
 * @param receipt null where nothing was uploaded
 */
record Ending(
        Outcome outcome,
        FailureReason reason,
        String message,
        Source source,
        ExecutionResult built,
        SealReceipt receipt) {

    boolean isSuccess() {
        return outcome == Outcome.SUCCEEDED;
    }

    AttemptResult toResult(int lastBatch, List<StageResult> stages) {
        return new AttemptResult(
                outcome,
                reason,
                message,
                lastBatch,
                source == null ? null : source.commit(),
                source == null ? null : source.branch(),
                stages,
                built == null ? null : built.testResults(),
                built == null ? null : built.diagnostics(),
                receipt,
                built == null ? null : built.needs(),
                built == null ? null : built.cache());
    }
}
