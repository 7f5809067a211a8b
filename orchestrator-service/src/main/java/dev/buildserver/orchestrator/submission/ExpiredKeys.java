package dev.buildserver.orchestrator.submission;

import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Removes idempotency keys whose time is over. */
@ApplicationScoped
class ExpiredKeys {
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int STEP = 2_000;

    private final SubmissionStore store;
    private final Errands errands;

    ExpiredKeys(SubmissionStore store, Errands errands) {
        this.store = store;
        this.errands = errands;
    }

    void start(@Observes StartupEvent started) {
        errands.every(EVERY, "removal of expired keys", this::removeAll);
    }

    /** In small steps: as many keys as submissions may have come since the last time. */
    private void removeAll() {
        int removed;
        do {
            removed = store.forgetExpiredKeys(STEP);
        } while (removed == STEP);
    }
}
