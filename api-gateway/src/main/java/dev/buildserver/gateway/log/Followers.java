package dev.buildserver.gateway.log;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.upstream.GatewayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts those who follow logs, and sends away more than there may be. */
@Startup
@ApplicationScoped
class Followers {
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final AtomicInteger now = new AtomicInteger();
    private final int most;

    Followers(GatewayConfig config, MeterRegistry metrics) {
        this.most = config.maxFollowers();
        metrics.gauge("buildserver_log_followers", now);
    }

    /**
     * Lets a follower in until its stream has ended, however that comes about.
     *
     * @throws BuildServerException {@code UNAVAILABLE} when there are too many
     */
    <T> Uni<Multi<T>> admit(Uni<Multi<T>> stream) {
        if (now.incrementAndGet() > most) {
            now.decrementAndGet();
            throw new BuildServerException(
                            ErrorCode.UNAVAILABLE, "Too many clients follow logs at the moment")
                    .retryAfter(COME_BACK);
        }
        Place place = new Place();
        return stream.onFailure()
                .invoke(place::leave)
                .onCancellation()
                .invoke(place::leave)
                .map(multi -> multi.onTermination().invoke(place::leave));
    }

    private final class Place {
        private boolean left;

        private synchronized void leave() {
            if (!left) {
                left = true;
                now.decrementAndGet();
            }
        }
    }
}
