package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels builds that only wait when a newer one of the same work takes their place. The wish is
 * written with the newer build, so it outlives a crash: whoever sweeps next grants it.
 */
@ApplicationScoped
public class SupersededBuilds {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int PAGE = 100;

    private final LifecycleStore store;
    private final CancelBuilds cancelling;
    private final Errands errands;
    private final AtomicBoolean soon = new AtomicBoolean();

    SupersededBuilds(LifecycleStore store, CancelBuilds cancelling, Errands errands) {
        this.store = store;
        this.cancelling = cancelling;
        this.errands = errands;
    }

    void start(@Observes StartupEvent started) {
        errands.every(EVERY, "superseded builds", this::sweep);
    }

    /** Looks without waiting for its turn; one look serves all that ask until it begins. */
    public void sweepSoon() {
        if (soon.compareAndSet(false, true)) {
            errands.soon("superseded builds", this::sweep);
        }
    }

    private void sweep() {
        soon.set(false);
        List<UUID> page;
        do {
            page = store.superseding(PAGE);
            for (UUID newer : page) {
                store.supersededBy(newer)
                        .forEach(old -> cancelling.cancelUnlessBegun(old.buildId(), old.reason()));
                store.superseded(newer);
            }
        } while (page.size() == PAGE);
    }
}
