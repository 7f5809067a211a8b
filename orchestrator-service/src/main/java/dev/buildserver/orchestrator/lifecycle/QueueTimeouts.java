package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.orchestrator.lifecycle.LifecycleStore.Overtaken;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/**
 * Cancels builds that no agent took in time. Only the wait for the first attempt counts: what was
 * begun once is finished, however long its retry waits.
 */
@ApplicationScoped
class QueueTimeouts {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int PAGE = 200;

    private final LifecycleStore store;
    private final CancelBuilds cancelling;
    private final Ticker ticker;

    QueueTimeouts(LifecycleStore store, CancelBuilds cancelling, Ticker ticker) {
        this.store = store;
        this.cancelling = cancelling;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        ticker.every(EVERY, "queue time-outs", this::look);
    }

    private void look() {
        List<Overtaken> page;
        do {
            page = store.waitedTooLong(PAGE);
            page.forEach(build -> cancelling.cancelUnlessBegun(build.buildId(), build.reason()));
        } while (page.size() == PAGE);
    }
}
