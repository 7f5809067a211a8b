package dev.buildserver.orchestrator.session;

import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects signs of life that are no heartbeats, and writes them once a second: an agent that is
 * heard anywhere is not silent.
 */
@ApplicationScoped
public class SignsOfLife {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final SessionStore store;
    private final Ticker ticker;
    private final Set<UUID> seen = ConcurrentHashMap.newKeySet();

    SignsOfLife(SessionStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        ticker.every(EVERY, "signs of life", this::write);
    }

    /** The session's agent made a call. */
    public void seen(UUID sessionId) {
        seen.add(sessionId);
    }

    private void write() {
        Set<UUID> batch = Set.copyOf(seen);
        if (!batch.isEmpty()) {
            seen.removeAll(batch);
            store.touch(batch);
        }
    }
}
