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

    private final SubmissionStore store;
    private final Errands errands;

    ExpiredKeys(SubmissionStore store, Errands errands) {
        this.store = store;
        this.errands = errands;
    }

    void start(@Observes StartupEvent started) {
        errands.every(EVERY, "removal of expired keys", store::forgetExpiredKeys);
    }
}
