package dev.buildserver.domain.error;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The one exception that callers are told about: a code, a detail, and what goes with it. */
public final class BuildServerException extends RuntimeException {
    private final ErrorCode code;
    private final transient List<Violation> violations;
    private final transient Map<String, Object> extensions;
    private final transient Duration retryAfter;

    private BuildServerException(
            ErrorCode code,
            String detail,
            List<Violation> violations,
            Map<String, Object> extensions,
            Duration retryAfter,
            Throwable cause) {
        super(detail, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.violations = List.copyOf(violations);
        this.extensions = Map.copyOf(extensions);
        this.retryAfter = retryAfter;
    }

    /**
     * @param detail what happened this time, for the caller to read; no internals, no secrets
     */
    public BuildServerException(ErrorCode code, String detail) {
        this(code, detail, List.of(), Map.of(), null, null);
    }

    /**
     * @param cause kept for the log; callers don't see it
     */
    public BuildServerException(ErrorCode code, String detail, Throwable cause) {
        this(code, detail, List.of(), Map.of(), null, cause);
    }

    /** A request that is wrong in one or more places. */
    public static BuildServerException invalid(List<Violation> violations) {
        String detail =
                violations.size() == 1
                        ? violations.get(0).message()
                        : violations.size() + " fields are not valid";
        return new BuildServerException(
                ErrorCode.VALIDATION_FAILED, detail, violations, Map.of(), null, null);
    }

    /** The same error with extra members for the problem document, such as {@code nextBatch}. */
    public BuildServerException with(String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(extensions);
        more.put(name, value);
        return new BuildServerException(
                code, getMessage(), violations, more, retryAfter, getCause());
    }

    /** The same error with the time after which a retry makes sense. */
    public BuildServerException retryAfter(Duration after) {
        return new BuildServerException(
                code, getMessage(), violations, extensions, after, getCause());
    }

    /** The same error with what is wrong in the request, such as another service found it. */
    public BuildServerException withViolations(List<Violation> wrong) {
        return new BuildServerException(
                code, getMessage(), wrong, extensions, retryAfter, getCause());
    }

    public ErrorCode code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    /** The time after which a retry makes sense, or null. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
