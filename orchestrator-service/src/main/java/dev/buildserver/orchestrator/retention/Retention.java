package dev.buildserver.orchestrator.retention;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.log.LogPacks;
import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.jboss.logging.Logger;

/**
 * Keeps the database and the logs from growing without an end. Every replica does it; those that do
 * it at the same time take different rows.
 */
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    // A transaction of it takes milliseconds.
    private static final int STEP = 200;
    // More than can end meanwhile; the rest has time until the next run.
    private static final int MOST_STEPS = 100;
    // An hour's packs of a busy replica, several times over.
    private static final int MOST_PACKS = 50_000;
    // A pack may be written a moment before its id is compared with a build's of another replica.
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final RetentionStore store;
    private final LogPacks packs;
    private final OrchestratorConfig.Retention config;
    private final Errands errands;

    Retention(RetentionStore store, LogPacks packs, OrchestratorConfig config, Errands errands) {
        this.store = store;
        this.packs = packs;
        this.config = config.retention();
        this.errands = errands;
    }

    void start(@Observes StartupEvent started) {
        errands.every(config.every(), "removal of old builds", this::removeBuilds);
        errands.every(config.every(), "removal of old agents", this::removeAgents);
        errands.every(config.logsEvery(), "removal of old logs", this::removeLogs);
    }

    private void removeBuilds() {
        removeAll("builds", most -> store.removeBuilds(config.builds(), most));
    }

    private void removeAgents() {
        removeAll("sessions", most -> store.removeSessions(config.agents(), most));
        removeAll("agents", most -> store.removeAgents(config.agents(), most));
    }

    /** Whatever was stored before the oldest build that is left, no build that is left needs. */
    private void removeLogs() {
        int removed = packs.removeBefore(store.oldestBuild().minus(CLOCKS_DIFFER), MOST_PACKS);
        if (removed > 0) {
            LOG.infof("Removed %d packs of old logs", removed);
        }
    }

    private static void removeAll(String what, IntUnaryOperator step) {
        int removed = 0;
        int last = STEP;
        for (int i = 0; i < MOST_STEPS && last == STEP; i++) {
            last = step.applyAsInt(STEP);
            removed += last;
        }
        if (removed > 0) {
            LOG.infof("Removed %d old %s", removed, what);
        }
    }
}
