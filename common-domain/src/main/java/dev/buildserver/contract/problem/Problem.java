package dev.buildserver.contract.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.buildserver.domain.error.Violation;
import java.util.List;
import java.util.Map;

/**
 * Body of {@code application/problem+json} (RFC 9457) with this system's extension members.
 *
 * @param type a URN made from the code
 * @param status HTTP status
 * @param detail what happened this time; may be null
 * @param instance path of the request
 * @param code name of an {@code ErrorCode}; clients must bear unknown ones
 * @param traceId trace in which the error happened; may be null
 * @param retryable whether the same request may succeed later
 * @param violations every violation, not just the first
 * @param extensions members of one kind of problem, such as {@code nextBatch}; written at the top
 *     level
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String traceId,
        boolean retryable,
        List<Violation> violations,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> extensions) {
    public Problem {
        violations = violations == null ? List.of() : List.copyOf(violations);
        extensions = extensions == null ? Map.of() : Map.copyOf(extensions);
    }
}
