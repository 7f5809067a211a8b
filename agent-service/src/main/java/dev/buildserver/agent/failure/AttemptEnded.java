package dev.buildserver.agent.failure;

import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.build.FailureReason;

/** Ends an attempt before its last stage, with the outcome that is to be reported. */
public final class AttemptEnded extends Exception {
    private final Outcome outcome;
    private final FailureReason reason;
    private final transient Requirements needs;

    private AttemptEnded(
            Outcome outcome,
            FailureReason reason,
            Requirements needs,
            String message,
            Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
        this.reason = reason;
        this.needs = needs;
    }

    /** The user's fault: another attempt would fail as well. */
    public static AttemptEnded failed(FailureReason reason, String message) {
        return new AttemptEnded(Outcome.FAILED, reason, null, message, null);
    }

    /** What the request names in the source is missing or unusable. */
    public static AttemptEnded invalidInput(String message) {
        return failed(FailureReason.INVALID_INPUT, message);
    }

    /** This machine's fault: another agent should try. */
    public static AttemptEnded infrastructure(String message, Throwable cause) {
        return new AttemptEnded(
                Outcome.INFRA, FailureReason.INFRASTRUCTURE_ERROR, null, message, cause);
    }

    /** It was told to stop. */
    public static AttemptEnded stopped(Outcome outcome, FailureReason reason, String message) {
        return new AttemptEnded(outcome, reason, null, message, null);
    }

    /** This machine lacks what another may have: the server knows whether there is one. */
    public static AttemptEnded lacking(Requirements needs, String message) {
        return new AttemptEnded(Outcome.RETURNED, null, needs, message, null);
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Null unless failed. */
    public FailureReason reason() {
        return reason;
    }

    /** What this machine lacks; null unless that is the cause. */
    public Requirements needs() {
        return needs;
    }
}
