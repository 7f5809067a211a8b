package dev.buildserver.support.problem;

import dev.buildserver.contract.problem.Problem;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Builds problem documents and their responses. */
public final class Problems {
    /** Media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Extension of {@code RANGE_NOT_SATISFIABLE}: the length of the content, in bytes. */
    public static final String CONTENT_SIZE = "contentSize";

    private Problems() {}

    static Response response(BuildServerException e, String instance) {
        Response.ResponseBuilder response =
                start(e.code(), e.getMessage(), instance, e.violations(), e.extensions());
        Duration after = e.retryAfter();
        if (after == null && e.code().retryable() && e.code().status() != 409) {
            after = Duration.ofSeconds(1);
        }
        if (after != null) {
            // Whole seconds, rounded up: zero would invite a busy loop.
            response.header(
                    HttpHeaders.RETRY_AFTER, Math.max(1, after.plusMillis(999).toSeconds()));
        }
        Object size = e.extensions().get(CONTENT_SIZE);
        if (e.code() == ErrorCode.RANGE_NOT_SATISFIABLE && size != null) {
            response.header("Content-Range", "bytes */" + size);
        }
        return response.build();
    }

    static Response response(ErrorCode code, String detail, String instance) {
        return start(code, detail, instance, List.of(), Map.of()).build();
    }

    private static Response.ResponseBuilder start(
            ErrorCode code,
            String detail,
            String instance,
            List<Violation> violations,
            Map<String, Object> extensions) {
        Problem problem = document(code, detail, instance, violations, extensions);
        Response.ResponseBuilder response =
                Response.status(code.status()).type(MEDIA_TYPE).entity(problem);
        if (code == ErrorCode.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return response;
    }

    /** The document alone, for code that writes responses without JAX-RS. */
    public static Problem document(
            ErrorCode code,
            String detail,
            String instance,
            List<Violation> violations,
            Map<String, Object> extensions) {
        SpanContext span = Span.current().getSpanContext();
        return new Problem(
                code.type(),
                code.title(),
                code.status(),
                detail,
                instance,
                code.name(),
                span.isValid() ? span.getTraceId() : null,
                code.retryable(),
                violations,
                extensions);
    }
}
