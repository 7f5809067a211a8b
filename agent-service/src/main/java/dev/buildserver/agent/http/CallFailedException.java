package dev.buildserver.agent.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A call to another service did not get the answer that it was made for. */
public final class CallFailedException extends Exception {
    /** {@link #status()} where no answer came: the outcome of the call is unknown. */
    public static final int NO_ANSWER = 0;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final int status;
    private final transient JsonNode problem;
    private final transient Duration retryAfter;

    CallFailedException(String message, Throwable cause) {
        super(message, cause);
        this.status = NO_ANSWER;
        this.problem = null;
        this.retryAfter = null;
    }

    CallFailedException(int status, JsonNode problem, Duration retryAfter, String message) {
        super(message);
        this.status = status;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status, or {@link #NO_ANSWER}. */
    public int status() {
        return status;
    }

    /** Whether the same call may succeed later. */
    public boolean isTransient() {
        return status == NO_ANSWER
                || status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                || status >= 500;
    }

    /** Whether the service did not accept the credential. */
    public boolean isUnauthorized() {
        return status == 401 || status == 403;
    }

    /** The error code of the problem document; empty where the answer had none. */
    public String code() {
        return text("code").orElse("");
    }

    /** A text member of the problem document. */
    public Optional<String> text(String name) {
        return problem != null && problem.hasNonNull(name)
                ? Optional.of(problem.get(name).asText())
                : Optional.empty();
    }

    /** A whole-number member of the problem document. */
    public OptionalInt number(String name) {
        return problem != null && problem.path(name).canConvertToInt()
                ? OptionalInt.of(problem.get(name).asInt())
                : OptionalInt.empty();
    }

    /** The pause that the service asked for. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
