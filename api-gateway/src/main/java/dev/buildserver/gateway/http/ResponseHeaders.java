package dev.buildserver.gateway.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Headers of every answer: {@code X-Trace-Id}, by which an operator finds the request, and those
 * that keep browsers from guessing, framing and caching.
 */
@ApplicationScoped
class ResponseHeaders {
    private static final int FIRST = 200;
    private static final String API = "/api/";

    void install(@Observes Filters filters) {
        filters.register(ResponseHeaders::add, FIRST);
    }

    private static void add(RoutingContext request) {
        SpanContext span = Span.current().getSpanContext();
        request.addHeadersEndHandler(
                now -> {
                    MultiMap headers = request.response().headers();
                    if (span.isValid()) {
                        headers.set("X-Trace-Id", span.getTraceId());
                    }
                    headers.set("X-Content-Type-Options", "nosniff");
                    headers.set("X-Frame-Options", "DENY");
                    headers.set("Referrer-Policy", "no-referrer");
                    if (request.normalizedPath().startsWith(API)) {
                        // What a build has made is as hostile as the build: it runs nowhere.
                        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
                        headers.set("Cache-Control", "private, no-cache");
                    }
                });
        request.next();
    }
}
