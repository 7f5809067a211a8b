package dev.buildserver.benchmarks.faults;

/** Where in their lives the builds are when the fault strikes. */
public enum Phase {
    /** Their requests are on the way. */
    SUBMITTING,
    /** All slots are taken, they wait. */
    QUEUED,
    /** Agents have their leases and have said nothing yet. */
    LEASED,
    /** Some of their events are told. */
    LOGGING,
    /** All is told but the result. */
    BEFORE_RESULT,
    /** The results are on the way. */
    AFTER_RESULT,
    /** Their agents have heard that they are cancelled, and have not confirmed it. */
    CANCELLING
}
