package dev.buildserver.domain.build;

import java.util.EnumSet;
import java.util.Set;

/**
 * The status of a build as its users see it, with the legal transitions.
 *
 * <p>{@code QUEUED} and {@code RUNNING} are two views of one stored status: a build is running from
 * its first attempt on, also while it waits for a retry.
 */
public enum BuildStatus {
    WAITING_FOR_APPROVAL("WaitingForApproval"),
    QUEUED("Queued"),
    RUNNING("Running"),
    CANCELLING("Cancelling"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled");

    private final String wireName;

    BuildStatus(String wireName) {
        this.wireName = wireName;
    }

    /** Whether the build has ended: a final status never changes. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    /** The statuses that may follow this one. */
    public Set<BuildStatus> next() {
        return switch (this) {
            case WAITING_FOR_APPROVAL -> EnumSet.of(QUEUED, CANCELLING, CANCELLED);
            case QUEUED -> EnumSet.of(RUNNING, CANCELLING, CANCELLED);
            case RUNNING -> EnumSet.of(SUCCEEDED, FAILED, CANCELLING);
            case CANCELLING -> EnumSet.of(CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED -> EnumSet.noneOf(BuildStatus.class);
        };
    }

    /** The name on the wire, such as {@code WaitingForApproval}. */
    @Override
    public String toString() {
        return wireName;
    }
}
