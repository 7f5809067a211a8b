package dev.buildserver.orchestrator.lifecycle;

import java.util.EnumSet;
import java.util.Set;

/** Status of a task, with the transitions that its row may make. */
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
        return next().isEmpty();
    }

    /** The statuses that may follow this one. */
    public Set<TaskStatus> next() {
        return switch (this) {
            case BLOCKED -> EnumSet.of(READY, CANCELLED);
            case READY -> EnumSet.of(LEASED, CANCELLED);
            case LEASED -> EnumSet.of(READY, SUCCEEDED, FAILED, CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED -> EnumSet.noneOf(TaskStatus.class);
        };
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
