package dev.buildserver.orchestrator.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.limit.LimitStore.Subject;
import dev.buildserver.orchestrator.queue.TaskIndex;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Sets limits, tells of them, and keeps their counters true. */
@ApplicationScoped
public class Limits {
    private static final Logger LOG = Logger.getLogger(Limits.class);
    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(5);
    private static final int MOST_KNOWN = 10_000;

    private final LimitStore store;
    private final ReachedLimits reached;
    private final TaskIndex index;
    private final Ticker ticker;
    private final boolean defaults;
    private final Cache<Subject, Boolean> withDefaults =
            Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

    Limits(
            LimitStore store,
            ReachedLimits reached,
            TaskIndex index,
            Ticker ticker,
            OrchestratorConfig config) {
        this.store = store;
        this.reached = reached;
        this.index = index;
        this.ticker = ticker;
        this.defaults =
                config.limits().runningPerTenant().isPresent()
                        || config.limits().runningPerProject().isPresent();
    }

    void start(@Observes StartupEvent started) {
        ticker.soon("counters of limits", this::reconcile);
        ticker.every(RECONCILE_EVERY, "counters of limits", this::reconcile);
    }

    /** The limit of a subject; without a maximum when it has none. */
    LimitDetails of(Subject subject) {
        return store.find(subject)
                .orElseGet(
                        () ->
                                new LimitDetails(
                                        subject.scope(),
                                        subject.tenant(),
                                        subject.scope() == LimitScope.TENANT
                                                ? null
                                                : subject.project(),
                                        null,
                                        false,
                                        store.running(subject)));
    }

    List<LimitDetails> all(String tenant) {
        return store.of(tenant);
    }

    /** The limits of tenants and of their projects, and those of all others that are reached. */
    public List<LimitDetails> ofOrReached(Collection<String> tenants) {
        return reached.any() ? store.ofOrReached(tenants) : List.of();
    }

    boolean projectExists(String tenant, String project) {
        return store.projectExists(tenant, project);
    }

    /** Sets a limit; what runs goes on, also where it is more than that. */
    void set(Subject subject, int max) {
        store.set(subject, max);
        changed();
    }

    void clear(Subject subject) {
        store.clear(subject);
        changed();
    }

    private void changed() {
        reached.changed();
        index.wakeAll();
    }

    /** Why no build of the project starts; empty when no limit is reached. */
    public Optional<String> objection(String tenant, String project) {
        if (!reached.any()) {
            return Optional.empty();
        }
        return Stream.of(Subject.project(tenant, project), Subject.tenant(tenant))
                .flatMap(subject -> store.find(subject).stream())
                .filter(Limits::isReached)
                .map(Limits::text)
                .findFirst();
    }

    /**
     * Sees to it that the defaults count for a project before it has a build. Best effort: the
     * repeated reconciliation does the same, and counts what runs by then.
     */
    public void beforeBuild(String tenant, String project) {
        Subject subject = Subject.project(tenant, project);
        if (!defaults || withDefaults.getIfPresent(subject) != null) {
            return;
        }
        store.ensureDefaults(tenant, project);
        withDefaults.put(subject, true);
        reached.changed();
    }

    private void reconcile() {
        if (defaults) {
            store.ensureDefaults();
        }
        if (reached.any()) {
            List<Subject> wrong = store.reconcile();
            if (!wrong.isEmpty()) {
                LOG.warnf("Counters of limits were wrong, and are right now: %s", wrong);
                index.wakeAll();
            }
        }
    }

    private static boolean isReached(LimitDetails limit) {
        return limit.maxConcurrentBuilds() != null
                && limit.runningBuilds() >= limit.maxConcurrentBuilds();
    }

    private static String text(LimitDetails limit) {
        String who =
                limit.scope() == LimitScope.TENANT
                        ? "Tenant " + limit.tenant()
                        : "Project " + limit.project();
        return who + " runs as many builds as it may (" + limit.maxConcurrentBuilds() + ")";
    }
}
