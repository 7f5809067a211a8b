package dev.buildserver.orchestrator.queue;

import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.agents.Pool;
import dev.buildserver.orchestrator.agents.Pools;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.runtime.Errands;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Adds to the index what it lacks: it may be emptied at any time without a loss. */
@ApplicationScoped
class IndexSweep {
    private static final Logger LOG = Logger.getLogger(IndexSweep.class);
    private static final int PAGE = 1_000;
    private static final Duration WHEN_NEEDED = Duration.ofMillis(500);
    private static final Duration SERVER_EVERY = Duration.ofSeconds(1);
    private static final Duration RECENT_EVERY = Duration.ofSeconds(2);
    private static final Duration YOUNGEST = Duration.ofSeconds(1);
    private static final Duration OLDEST = Duration.ofSeconds(10);
    private static final Duration EXCLUSIONS_EVERY = Duration.ofMillis(500);

    private final TaskIndex tasks;
    private final ReadyIndex index;
    private final ReadyTaskStore store;
    private final Pools pools;
    private final UuidV7 ids;
    private final OrchestratorConfig config;
    private final Ticker ticker;
    private final Errands errands;
    // At start, nobody knows what the index holds.
    private final AtomicBoolean needed = new AtomicBoolean(true);
    private final AtomicReference<String> server = new AtomicReference<>();

    IndexSweep(
            TaskIndex tasks,
            ReadyIndex index,
            ReadyTaskStore store,
            Pools pools,
            UuidV7 ids,
            OrchestratorConfig config,
            Ticker ticker,
            Errands errands) {
        this.tasks = tasks;
        this.index = index;
        this.store = store;
        this.pools = pools;
        this.ids = ids;
        this.config = config;
        this.ticker = ticker;
        this.errands = errands;
    }

    void start(@Observes StartupEvent started) {
        errands.every(WHEN_NEEDED, "rebuild of the index", this::sweepWhenNeeded);
        errands.every(config.queue().fullSweepEvery(), "sweep of all ready tasks", this::sweepAll);
        ticker.every(SERVER_EVERY, "look at the index's server", this::lookAtServer);
        ticker.every(RECENT_EVERY, "sweep of recent tasks", this::sweepRecent);
        ticker.every(EXCLUSIONS_EVERY, "end of exclusions", () -> tasks.add(store.endExclusions()));
    }

    void emptied(@Observes IndexIncomplete event) {
        needed.set(true);
    }

    private void sweepWhenNeeded() {
        if (needed.get()) {
            sweepAll();
        }
    }

    private void sweepAll() {
        // Before the sweep: what is lost during it needs another one.
        needed.set(false);
        try {
            // Before the index is called complete: whoever holds it then must be known.
            compareServer();
            UUID rebuild = ids.next();
            List<String> names = pools.all().stream().map(Pool::name).toList();
            names.forEach(pool -> index.beginRebuild(pool, rebuild));
            addAll();
            for (String pool : names) {
                if (!index.finishRebuild(pool, rebuild)) {
                    needed.set(true);
                }
            }
        } catch (IndexUnavailableException e) {
            needed.set(true);
            LOG.debug("The index went away during a sweep; the next one repeats it", e);
        }
    }

    private void addAll() {
        long added = 0;
        TaskKey last = null;
        List<ReadyTask> page;
        do {
            page = store.page(last, PAGE);
            if (page.isEmpty()) {
                break;
            }
            OptionalLong lacking = tasks.reconcile(page);
            if (lacking.isEmpty()) {
                needed.set(true);
                return;
            }
            added += lacking.getAsLong();
            last = page.get(page.size() - 1).key();
        } while (page.size() == PAGE);
        if (added > 0) {
            LOG.infof("The index of ready tasks lacked %d, which were added", added);
        }
    }

    private void sweepRecent() {
        tasks.reconcile(store.recent(YOUNGEST, OLDEST));
    }

    /** Another server has another past: what this one was told last may be unknown to it. */
    private void compareServer() {
        String now = index.server();
        String before = server.getAndSet(now);
        if (before != null && !before.equals(now)) {
            LOG.info("The index is on another server, or on one that was started again");
            needed.set(true);
        }
    }

    private void lookAtServer() {
        try {
            compareServer();
        } catch (IndexUnavailableException e) {
            LOG.debug("The server of the index does not answer", e);
        }
    }
}
