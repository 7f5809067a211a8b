package dev.buildserver.gateway.http;

import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.upstream.GatewayConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends away what is too large, too slow, too much or packed before anything reads it. Bodies
 * without a length are measured while they are read, by whoever reads them.
 */
@ApplicationScoped
class RequestLimits {
    private static final int EARLY = 100;
    // Cut at once, a caller that still sends might not see the answer.
    private static final long LINGER_MILLIS = 1000;
    private static final String COME_BACK_SECONDS = "2";

    private final AtomicLong bytesComing = new AtomicLong();
    private final long maxBytes;
    private final long maxBytesComing;
    private final long bodyMillis;

    RequestLimits(GatewayConfig config) {
        this.maxBytes = config.maxBodySize().asLongValue();
        this.maxBytesComing = config.bodyMemory().asLongValue();
        this.bodyMillis = config.bodyTimeout().toMillis();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long bytes = length == null ? 0 : Long.parseLong(length);
        if (bytes > maxBytes) {
            refuse(context, ErrorCode.PAYLOAD_TOO_LARGE);
            return;
        }
        boolean chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if ((bytes > 0 || chunked) && isEncoded(request)) {
            refuse(context, ErrorCode.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        if ((bytes > 0 || chunked) && !expectBody(context, chunked ? maxBytes : bytes)) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, COME_BACK_SECONDS);
            refuse(context, ErrorCode.UNAVAILABLE);
            return;
        }
        context.next();
    }

    // Nobody unpacks it, and read as it is it would be called broken.
    private static boolean isEncoded(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.strip().equalsIgnoreCase("identity");
    }

    /** Whether there is memory for the body; it is then given back when the request ends. */
    private boolean expectBody(RoutingContext context, long bytes) {
        if (bytesComing.addAndGet(bytes) > maxBytesComing) {
            bytesComing.addAndGet(-bytes);
            return false;
        }
        long timer = context.vertx().setTimer(bodyMillis, now -> refuseIfLate(context));
        context.addEndHandler(
                end -> {
                    bytesComing.addAndGet(-bytes);
                    context.vertx().cancelTimer(timer);
                });
        return true;
    }

    private static void refuseIfLate(RoutingContext context) {
        // An answer that has begun, such as a log that is followed, needs no body any more.
        if (!context.request().isEnded() && !context.response().headWritten()) {
            refuse(context, ErrorCode.REQUEST_TIMEOUT);
        }
    }

    private static void refuse(RoutingContext context, ErrorCode code) {
        // The rest of the body is still on its way, and nobody will read it.
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.fail(code.status());
        context.vertx().setTimer(LINGER_MILLIS, now -> closeIfOpen(context.request()));
    }

    // The server itself closes only once the request has ended, which is up to the caller.
    private static void closeIfOpen(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }
}
