package dev.buildserver.gateway.http;

import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.upstream.GatewayConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Sends away what is too large or too slow before anything reads it. Bodies without a length are
 * measured while they are read, by whoever reads them.
 */
@ApplicationScoped
class RequestLimits {
    private static final int EARLY = 100;

    private final long maxBytes;
    private final long bodyMillis;

    RequestLimits(GatewayConfig config) {
        this.maxBytes = config.maxBodySize().asLongValue();
        this.bodyMillis = config.bodyTimeout().toMillis();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBytes) {
            refuse(context, ErrorCode.PAYLOAD_TOO_LARGE);
            return;
        }
        if (length != null || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            refuseWhenLate(context);
        }
        context.next();
    }

    private void refuseWhenLate(RoutingContext context) {
        long timer =
                context.vertx()
                        .setTimer(
                                bodyMillis,
                                now -> {
                                    if (!context.request().isEnded()) {
                                        refuse(context, ErrorCode.REQUEST_TIMEOUT);
                                    }
                                });
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
    }

    private static void refuse(RoutingContext context, ErrorCode code) {
        // The rest of the body is still on its way, and nobody will read it.
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.fail(code.status());
    }
}
