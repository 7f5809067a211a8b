package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Ends attempts that nobody else ends: those whose session is over, those that their agent never
 * heard of, those past their deadline, and those whose cancel nobody confirms.
 */
@ApplicationScoped
class AttemptWatch {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int PAGE = 200;

    private final LifecycleStore store;
    private final AttemptEnds ends;
    private final Ticker ticker;

    AttemptWatch(LifecycleStore store, AttemptEnds ends, Ticker ticker) {
        this.store = store;
        this.ends = ends;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        ticker.every(EVERY, "watch over attempts", this::look);
    }

    private void look() {
        List<AttemptEnd> overdue;
        do {
            overdue = store.overdue(PAGE);
            CompletableFuture.allOf(
                            overdue.stream().map(ends::end).toArray(CompletableFuture[]::new))
                    .join();
        } while (overdue.size() == PAGE);
    }
}
