package dev.buildserver.domain.task;

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

    /** Whether it is an agent's word on the build itself; only such a result can be accepted. */
    public boolean isResult() {
        return this == SUCCEEDED || this == FAILED;
    }

    /** Whether it counts as a failure of infrastructure, and the agent is avoided. */
    public boolean isInfrastructure() {
        return this == INFRA || this == LOST;
    }

    /** Whether the task goes back as if nothing had been. */
    public boolean isHandBack() {
        return this == RETURNED || this == UNDELIVERED;
    }
}
