package dev.buildserver.orchestrator.limit;

import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.orchestrator.limit.LimitStore.Subject;
import dev.buildserver.orchestrator.queue.Blocked;
import dev.buildserver.orchestrator.queue.BlockedSource;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The limits that are reached, asked for anew each time, for they change with each lease and end of
 * a lease. Whether there are limits at all is remembered for a second: where there are none,
 * matching asks nothing.
 */
@ApplicationScoped
class ReachedLimits implements BlockedSource {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final LimitStore store;
    private final Ticker ticker;
    private volatile boolean any = true;

    ReachedLimits(LimitStore store, Ticker ticker) {
        this.store = store;
        this.ticker = ticker;
    }

    void start(@Observes StartupEvent started) {
        ticker.every(TICK, "look for limits", () -> any = store.any());
    }

    /** Whether there may be limits. */
    boolean any() {
        return any;
    }

    /** A limit was set. */
    void changed() {
        any = true;
    }

    @Override
    public Blocked now() {
        return any ? read() : Blocked.NOBODY;
    }

    @Override
    public Blocked afterRefusal() {
        any = true;
        return read();
    }

    private Blocked read() {
        List<Subject> reached = store.reached();
        return new Blocked(
                reached.stream()
                        .filter(subject -> subject.scope() == LimitScope.TENANT)
                        .map(Subject::tenant)
                        .collect(Collectors.toSet()),
                reached.stream()
                        .filter(subject -> subject.scope() == LimitScope.PROJECT)
                        .map(subject -> new Blocked.Project(subject.tenant(), subject.project()))
                        .collect(Collectors.toSet()));
    }
}
