package dev.buildserver.domain.build;

/** Status of one stage of an attempt. */
public enum StageStatus {
    PENDING("Pending"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    /** Not asked for, or nothing to do. */
    SKIPPED("Skipped"),
    CANCELLED("Cancelled");

    private final String wireName;

    StageStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
