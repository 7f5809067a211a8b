package dev.buildserver.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.upstream.GatewayConfig;
import dev.buildserver.support.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sends away what is too large or too slow before anything reads it. Bodies without a length are
 * measured while they are read, by whoever reads them.
 */
@ApplicationScoped
class RequestLimits {
    private static final int BEFORE_THE_FRAMEWORKS_OWN = 100;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final ObjectMapper json;
    private final long maxBytes;
    private final long bodyMillis;

    RequestLimits(ObjectMapper json, GatewayConfig config) {
        this.json = json;
        this.maxBytes = config.maxBodySize().asLongValue();
        this.bodyMillis = config.bodyTimeout().toMillis();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_FRAMEWORKS_OWN);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        boolean tooLarge =
                length != null
                        && (!LENGTH.matcher(length).matches() || Long.parseLong(length) > maxBytes);
        if (tooLarge) {
            refuse(
                    context,
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "The body may have at most " + maxBytes + " bytes");
            return;
        }
        if (length != null || request.getHeader("Transfer-Encoding") != null) {
            hurry(context);
        }
        context.next();
    }

    private void hurry(RoutingContext context) {
        long timer =
                context.vertx()
                        .setTimer(
                                bodyMillis,
                                late -> {
                                    if (!context.request().isEnded()) {
                                        refuse(
                                                context,
                                                ErrorCode.REQUEST_TIMEOUT,
                                                "The body did not come in time");
                                    }
                                });
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
    }

    private void refuse(RoutingContext context, ErrorCode code, String detail) {
        HttpServerResponse response = context.response();
        if (response.headWritten()) {
            return;
        }
        response.setStatusCode(code.status())
                .putHeader("Content-Type", Problems.MEDIA_TYPE)
                // The rest of the body is still on its way; nobody will read it.
                .putHeader("Connection", "close")
                .end(body(code, detail, context.normalizedPath()))
                .onComplete(sent -> context.request().connection().close());
    }

    private String body(ErrorCode code, String detail, String path) {
        try {
            return json.writeValueAsString(
                    Problems.document(code, detail, path, List.of(), Map.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problems are plain records", e);
        }
    }
}
