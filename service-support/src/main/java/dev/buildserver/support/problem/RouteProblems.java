package dev.buildserver.support.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.problem.Problem;
import dev.buildserver.domain.error.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Gives errors that happen before or beside JAX-RS, such as a body over the limit, the same form.
 */
@Singleton
class RouteProblems {
    private static final Logger LOG = Logger.getLogger(RouteProblems.class);
    // Before the framework's own handlers.
    private static final int FIRST = Integer.MIN_VALUE;

    private final ObjectMapper json;
    private final long maxBodyBytes;

    RouteProblems(ObjectMapper json, VertxHttpConfig http) {
        this.json = json;
        this.maxBodyBytes =
                http.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::refuseLargeBody).failureHandler(this::answer);
    }

    /** The framework would refuse it too, with an empty answer. */
    private void refuseLargeBody(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBodyBytes) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.fail(ErrorCode.PAYLOAD_TOO_LARGE.status());
        } else {
            context.next();
        }
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            // Too late for another answer: a cut connection is the only sign left.
            context.request().connection().close();
            return;
        }
        ErrorCode code = StatusCodes.codeOf(context.statusCode()).orElse(ErrorCode.INTERNAL);
        if (code == ErrorCode.INTERNAL) {
            LOG.errorf(context.failure(), "Unhandled: %s", context.request().path());
        }
        response.setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE);
        if (code == ErrorCode.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(body(code, context.request().path()));
    }

    private String body(ErrorCode code, String path) {
        Problem problem = Problems.document(code, null, path, List.of(), Map.of());
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can't be written", e);
        }
    }
}
