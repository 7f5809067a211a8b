package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.util.UUID;

/**
 * A request to end an attempt. It takes effect only while the attempt is the task's current one.
 *
 * @param attemptUid the fence
 * @param failureReason why the build fails, if it does by this
 * @param reason one line for people; may be null
 * @param result what the agent reported; null when the server ends the attempt itself
 * @param learnt what the source turned out to need; null otherwise
 */
public record AttemptEnd(
        TaskKey task,
        UUID attemptUid,
        AttemptOutcome outcome,
        FailureReason failureReason,
        String reason,
        Received result,
        Learnt learnt) {

    /**
     * An agent's result.
     *
     * @param digest by which a repetition is recognised
     */
    public record Received(AttemptResult result, String digest) {}

    /** The end that the server decides on. */
    public static AttemptEnd byServer(
            TaskKey task, UUID attemptUid, AttemptOutcome outcome, String reason) {
        FailureReason failure =
                outcome == AttemptOutcome.TIMEOUT
                        ? FailureReason.TIMEOUT
                        : FailureReason.INFRASTRUCTURE_ERROR;
        return new AttemptEnd(task, attemptUid, outcome, failure, reason, null, null);
    }

    /** The end that an agent reports. */
    public static AttemptEnd byResult(TaskKey task, UUID attemptUid, Received received) {
        AttemptResult result = received.result();
        AttemptOutcome outcome = outcome(result.outcome());
        FailureReason failure =
                switch (outcome) {
                    case TIMEOUT -> FailureReason.TIMEOUT;
                    case FAILED, SUCCEEDED ->
                            result.failureReason() == null
                                    ? FailureReason.INVALID_INPUT
                                    : result.failureReason();
                    default -> FailureReason.INFRASTRUCTURE_ERROR;
                };
        return new AttemptEnd(task, attemptUid, outcome, failure, result.message(), received, null);
    }

    /** The same end, taken as another. */
    AttemptEnd as(AttemptOutcome other, FailureReason failure, String why) {
        return new AttemptEnd(task, attemptUid, other, failure, why, result, null);
    }

    /** The same end, from which something is learnt. */
    AttemptEnd with(Learnt lesson) {
        return new AttemptEnd(task, attemptUid, outcome, failureReason, reason, result, lesson);
    }

    /** What an agent's word means. */
    private static AttemptOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> AttemptOutcome.SUCCEEDED;
            case FAILED -> AttemptOutcome.FAILED;
            case INFRA -> AttemptOutcome.INFRA;
            case CANCELLED -> AttemptOutcome.CANCELLED;
            case TIMEOUT -> AttemptOutcome.TIMEOUT;
            case RETURNED -> AttemptOutcome.RETURNED;
        };
    }
}
