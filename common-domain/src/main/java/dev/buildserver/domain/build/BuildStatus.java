package dev.buildserver.domain.build;

/**
 * The status of a build as its users see it; {@link BuildState} says what may follow what.
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

    /**
     * What users see of a stored status.
     *
     * @param begun whether there was an attempt
     */
    public static BuildStatus of(BuildState.Kind stored, boolean begun) {
        return switch (stored) {
            case WAITING -> WAITING_FOR_APPROVAL;
            case OPEN -> begun ? RUNNING : QUEUED;
            case CANCELLING -> CANCELLING;
            case SUCCEEDED -> SUCCEEDED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }

    /** The name on the wire, such as {@code WaitingForApproval}. */
    @Override
    public String toString() {
        return wireName;
    }
}
