package dev.buildserver.support.body;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** Gives methods with {@link LargeBody} their stream. */
@Singleton
class LargeBodyFilter {
    @LargeBody
    @ServerRequestFilter
    public void replace(ContainerRequestContext request, RoutingContext routing) {
        Long maxBytes = routing.get(VertxInputStream.MAX_REQUEST_SIZE_KEY, Long.MAX_VALUE);
        request.setEntityStream(new PiecewiseBody(new BodyPieces(routing), maxBytes));
    }
}
