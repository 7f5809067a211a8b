package dev.buildserver.orchestrator.scheduling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What builds usually take. For a kind that was never built the project's last built kind stands
 * in, of the same strategy first; then the tenant's builds with the strategy; then the pool's.
 */
@ApplicationScoped
class Durations {
    // What many submissions ask for at the same time. What other replicas learn is known here after
    // this time.
    private static final Duration LIVES = Duration.ofSeconds(5);
    private static final int MOST_KNOWN = 10_000;

    private final DurationStore store;
    private final Cache<List<String>, Map<BuildKind, Expected>> projects = cache();
    private final Cache<List<String>, Optional<Expected>> tenants = cache();
    private final Cache<String, Optional<Expected>> pools = cache();

    Durations(DurationStore store) {
        this.store = store;
    }

    /** What to expect of a build of the kind in a pool. */
    Expected of(BuildKind kind, String pool) {
        return ofProject(kind).or(() -> ofTenant(kind)).orElseGet(() -> ofPool(pool));
    }

    /** What to expect of any build in a pool. */
    Expected ofPool(String pool) {
        return pools.get(pool, name -> expected(store.ofPool(name))).orElse(Expected.NOTHING);
    }

    private Optional<Expected> ofProject(BuildKind kind) {
        Map<BuildKind, Expected> kinds =
                projects.get(
                        List.of(kind.tenant(), kind.project()),
                        key -> kinds(store.ofProject(kind.tenant(), kind.project())));
        return Stream.<Predicate<BuildKind>>of(
                        kind::equals,
                        other -> other.strategy().equals(kind.strategy()),
                        other -> true)
                .flatMap(close -> kinds.keySet().stream().filter(close).limit(1))
                .findFirst()
                .map(kinds::get);
    }

    private Optional<Expected> ofTenant(BuildKind kind) {
        return tenants.get(
                List.of(kind.tenant(), kind.strategy()),
                key -> expected(store.ofTenant(kind.tenant(), kind.strategy())));
    }

    private static Map<BuildKind, Expected> kinds(List<DurationStore.Lately> lately) {
        Map<BuildKind, Expected> kinds = new LinkedHashMap<>();
        lately.forEach(one -> kinds.put(one.kind(), Expected.of(one.builds())));
        return kinds;
    }

    private static Optional<Expected> expected(List<BuildTimes> builds) {
        return builds.isEmpty() ? Optional.empty() : Optional.of(Expected.of(builds));
    }

    private static <K, V> Cache<K, V> cache() {
        return Caffeine.newBuilder().maximumSize(MOST_KNOWN).expireAfterWrite(LIVES).build();
    }
}
