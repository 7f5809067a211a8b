package dev.buildserver.orchestrator.session;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Ends the sessions of agents that fell silent. Silence of this service itself must not count:
 * nothing expires until it has listened for a while without a break, so a restart, or a database
 * that was away, never costs the work of the whole fleet.
 */
@ApplicationScoped
class SessionExpiry {
    private static final Logger LOG = Logger.getLogger(SessionExpiry.class);
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final int LOOKS_PER_TTL = 5;
    // A pause counts from one heartbeat on, so looks must be much closer to one another than that.
    private static final int LOOKS_PER_HEARTBEAT = 4;

    private final SessionStore store;
    private final OrchestratorConfig config;
    private final InstantSource clock;
    private final Ticker ticker;
    private Instant listeningSince = Instant.MAX;
    private Instant lastLook = Instant.MIN;

    SessionExpiry(
            SessionStore store, OrchestratorConfig config, InstantSource clock, Ticker ticker) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        Duration period =
                Stream.of(
                                LONGEST_PERIOD,
                                config.sessions().ttl().dividedBy(LOOKS_PER_TTL),
                                config.sessions().heartbeatEvery().dividedBy(LOOKS_PER_HEARTBEAT))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        ticker.every(period, "expiry of sessions", this::look);
    }

    void look() {
        try {
            // An empty list of signs of life still asks the database whether it answers.
            store.touch(List.of());
        } catch (RuntimeException e) {
            listeningSince = Instant.MAX;
            throw e;
        }
        // After the answer: a database that took its time has kept heartbeats waiting, too.
        Instant now = clock.instant();
        // Agents that spoke just before a pause of this process must not be silent for longer than
        // a session lives when they come to speak after it: a pause counts from one heartbeat on.
        boolean wasAway =
                lastLook.isBefore(now.minus(config.sessions().heartbeatEvery()))
                        || listeningSince.equals(Instant.MAX);
        lastLook = now;
        if (wasAway) {
            listeningSince = now;
        }
        if (!now.isBefore(listeningSince.plus(config.sessions().startGrace()))) {
            expire();
        }
    }

    private void expire() {
        List<UUID> expired;
        try {
            expired = store.expire(config.sessions().ttl());
        } catch (RuntimeException e) {
            listeningSince = Instant.MAX;
            throw e;
        }
        for (UUID session : expired) {
            LOG.warnf("Session %s ended: its agent fell silent", session);
        }
    }
}
