package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.agent.Outcome;

/** Why an attempt ends. The names are those that the statements compare with. */
public enum AttemptOutcome {
    SUCCEEDED,
    /** The user's fault: final. */
    FAILED,
    /** Not the user's fault: counted, and tried on another agent. */
    INFRA,
    /** The agent fell silent: counted like {@link #INFRA}. */
    LOST,
    /** Handed back: not counted, nobody is excluded. See also {@link Learnt}. */
    RETURNED,
    /** The agent never learned of its lease: like {@link #RETURNED}. */
    UNDELIVERED,
    CANCELLED,
    /** Ran out of time: final. */
    TIMEOUT;

    /** What an agent's word means. */
    public static AttemptOutcome of(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case INFRA -> INFRA;
            case CANCELLED -> CANCELLED;
            case TIMEOUT -> TIMEOUT;
            case RETURNED -> RETURNED;
        };
    }
}
