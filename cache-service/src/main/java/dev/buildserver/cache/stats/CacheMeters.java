package dev.buildserver.cache.stats;

import dev.buildserver.cache.access.EntryKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code cache_hits_total} and {@code cache_misses_total} by kind, {@code build_cache_hit_rate}
 * over both, {@code cache_corrupt_total}.
 */
@Singleton
public class CacheMeters {
    private final Map<EntryKind, Counter> hits = new EnumMap<>(EntryKind.class);
    private final Map<EntryKind, Counter> misses = new EnumMap<>(EntryKind.class);
    private final Counter corrupt;

    CacheMeters(MeterRegistry registry) {
        for (EntryKind kind : EntryKind.values()) {
            String tag = kind.name().toLowerCase(Locale.ROOT);
            hits.put(kind, registry.counter("cache.hits", "kind", tag));
            misses.put(kind, registry.counter("cache.misses", "kind", tag));
        }
        corrupt =
                Counter.builder("cache.corrupt")
                        .description("Entries that were removed because their content was wrong")
                        .register(registry);
        Gauge.builder("build.cache.hit.rate", this, meters -> meters.hitRate().orElse(0))
                .description("Hits over reads since start, 0 to 1")
                .register(registry);
    }

    public void hit(EntryKind kind) {
        hits.get(kind).increment();
    }

    public void miss(EntryKind kind) {
        misses.get(kind).increment();
    }

    public void corrupt() {
        corrupt.increment();
    }

    long hits() {
        return sum(hits);
    }

    long misses() {
        return sum(misses);
    }

    OptionalDouble hitRate() {
        long reads = hits() + misses();
        return reads == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits() / reads);
    }

    private static long sum(Map<EntryKind, Counter> counters) {
        return (long) counters.values().stream().mapToDouble(Counter::count).sum();
    }
}
