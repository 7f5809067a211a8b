package dev.buildserver.domain.task;

/** Status of a task as its row stores it; {@link TaskState} says which may follow which. */
public enum TaskStatus {
    BLOCKED("Blocked"),
    READY("Ready"),
    LEASED("Leased"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String wireName;

    TaskStatus(String wireName) {
        this.wireName = wireName;
    }

    /** Whether the task has ended: a final status never changes. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
