package dev.buildserver.contract.agent;

/** How an agent says that its attempt ended. */
public enum Outcome {
    SUCCEEDED("Succeeded"),
    /** The user's fault: final. */
    FAILED("Failed"),
    /** Not the user's fault: another agent should try. */
    INFRA("Infra"),
    /** Cancelled on request. */
    CANCELLED("Cancelled"),
    /** Ran longer than it may. */
    TIMEOUT("Timeout"),
    /** Handed back untried, or for want of something that another agent may have. */
    RETURNED("Returned");

    private final String wireName;

    Outcome(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
