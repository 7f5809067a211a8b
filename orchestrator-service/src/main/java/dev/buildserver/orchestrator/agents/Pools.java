package dev.buildserver.orchestrator.agents;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/** Finds pools by their names. */
@ApplicationScoped
public class Pools {
    private final PoolStore store;
    private final OrchestratorConfig config;
    private volatile List<Pool> known = List.of();

    Pools(PoolStore store, OrchestratorConfig config) {
        this.store = store;
        this.config = config;
    }

    void addConfigured(@Observes StartupEvent started) {
        List<Pool> configured =
                config.pools().entrySet().stream()
                        .map(pool -> new Pool(pool.getKey(), pool.getValue()))
                        .toList();
        store.ensure(configured);
        known = store.all();
    }

    /** The pool of that name, in any case. */
    public Optional<Pool> find(String name) {
        Optional<Pool> pool = among(known, name);
        if (pool.isEmpty() && name != null && !name.isBlank()) {
            // Another replica may have started with a pool that is new to this one.
            known = store.all();
            pool = among(known, name);
        }
        return pool;
    }

    /** What a request may have meant: all names, for people. */
    public String names() {
        return String.join(", ", all().stream().map(Pool::name).toList());
    }

    /** All pools, by name. */
    public List<Pool> all() {
        return known;
    }

    private static Optional<Pool> among(List<Pool> pools, String name) {
        return pools.stream().filter(pool -> pool.name().equalsIgnoreCase(name)).findFirst();
    }
}
