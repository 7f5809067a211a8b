package dev.buildserver.domain.error;

import java.util.Locale;

/** Every error that a caller can be told, with its HTTP status. The names are part of the API. */
public enum ErrorCode {
    VALIDATION_FAILED(400, "The request is not valid", false),
    MALFORMED_JSON(400, "The body is not the JSON that is expected", false),
    UNAUTHENTICATED(401, "Authentication is required", false),
    FORBIDDEN(403, "The caller may not do this", false),
    NOT_FOUND(404, "There is nothing at this address", false),
    BUILD_NOT_FOUND(404, "Build not found", false),
    ARTIFACT_NOT_FOUND(404, "Artifact not found", false),
    AGENT_NOT_FOUND(404, "Agent not found", false),
    POOL_NOT_FOUND(404, "Pool not found", false),
    PROJECT_NOT_FOUND(404, "Project not found", false),
    BLOB_NOT_FOUND(404, "Blob not found", false),
    QUARANTINE_NOT_FOUND(404, "Quarantine not found", false),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", false),
    NOT_ACCEPTABLE(406, "No representation that the caller accepts", false),
    REQUEST_TIMEOUT(408, "The request did not come in time", true),
    STALE_ATTEMPT(409, "The attempt is over", false),
    LOG_INCOMPLETE(409, "Log batches are missing", true),
    LOG_GAP(409, "A log batch was skipped", true),
    ALREADY_FINISHED(409, "The build has already finished", false),
    ARTIFACT_EXISTS(409, "The attempt has another artifact of this path", false),
    ALREADY_SEALED(409, "The attempt's artifacts are sealed", false),
    SESSION_ENDED(410, "The agent's session has ended", false),
    PAYLOAD_TOO_LARGE(413, "The request is too large", false),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported", false),
    RANGE_NOT_SATISFIABLE(416, "The range is outside the content", false),
    DIGEST_MISMATCH(422, "The content does not have the announced digest", false),
    STRATEGY_UNAVAILABLE(422, "The strategy is not available", false),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request", false),
    PROJECT_REPOSITORY_MISMATCH(422, "The project is bound to another repository", false),
    REQUIREMENTS_UNMET(422, "No agent has what is required", false),
    LIMIT_EXCEEDED(422, "A limit of the server is exceeded", false),
    RESULT_REFUSED(422, "The result contradicts what the server knows", false),
    RATE_LIMITED(429, "Too many requests", true),
    QUEUE_FULL(429, "The queue is full", true),
    INTERNAL(500, "Internal error", false),
    UPSTREAM_FAILED(502, "Another service gave an unusable answer", true),
    UNAVAILABLE(503, "The service is temporarily unavailable", true),
    UPSTREAM_TIMEOUT(504, "Another service did not answer in time; the outcome is unknown", true);

    private final int status;
    private final String title;
    private final boolean retryable;

    ErrorCode(int status, String title, boolean retryable) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** One sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** The problem type of RFC 9457, such as {@code urn:buildserver:problem:build-not-found}. */
    public String type() {
        return "urn:buildserver:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
