package dev.buildserver.support.body;

import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** Gives methods with {@link LargeBody} their stream. */
@Singleton
class LargeBodyFilter {
    private final Provider<BodyConfig> config;

    /**
     * @param config not the settings themselves: filters are made before those can be read
     */
    LargeBodyFilter(Provider<BodyConfig> config) {
        this.config = config;
    }

    void check(@Observes StartupEvent started) {
        Bounds.check(
                "buildserver.body.longest-silence",
                config.get().longestSilence(),
                Duration.ofSeconds(1),
                Duration.ofHours(1));
    }

    @LargeBody
    @ServerRequestFilter
    public void replace(ContainerRequestContext request, RoutingContext routing) {
        Long maxBytes = routing.get(VertxInputStream.MAX_REQUEST_SIZE_KEY, Long.MAX_VALUE);
        BodyPieces pieces = new BodyPieces(routing, config.get().longestSilence());
        request.setEntityStream(new PiecewiseBody(pieces, maxBytes));
    }
}
