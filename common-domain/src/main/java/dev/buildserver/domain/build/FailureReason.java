package dev.buildserver.domain.build;

/** Why a build failed. Users' faults are final; infrastructure faults are retried elsewhere. */
public enum FailureReason {
    COMPILE_ERRORS("CompileErrors"),
    TEST_FAILURES("TestFailures"),
    RESTORE_FAILED("RestoreFailed"),
    PACKAGE_FAILED("PackageFailed"),
    /** The repository or the ref can't be had: it does not exist, or access was refused. */
    SOURCE_UNAVAILABLE("SourceUnavailable"),
    /** The source was fetched, but what the request names in it is missing or unusable. */
    INVALID_INPUT("InvalidInput"),
    /** No agent of the pool can build it, for instance for want of the SDK that it pins. */
    UNSUPPORTED("Unsupported"),
    TIMEOUT("Timeout"),
    /** An output exceeds a limit of the server (count or size of artifacts). */
    LIMIT_EXCEEDED("LimitExceeded"),
    /** The agent was lost, its disk is full, a service was out of reach: not the user's fault. */
    INFRASTRUCTURE_ERROR("InfrastructureError");

    private final String wireName;

    FailureReason(String wireName) {
        this.wireName = wireName;
    }

    /** Whether another attempt may succeed without a change by the user. */
    public boolean isTransient() {
        return this == INFRASTRUCTURE_ERROR;
    }

    /** The name on the wire, such as {@code CompileErrors}. */
    @Override
    public String toString() {
        return wireName;
    }
}
