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
 * over all, {@code cache_corrupt_total}, {@code cache_read_bytes_total}, {@code
 * cache_written_bytes_total}, {@code cache_nondeterministic_total}, {@code cache_verified_total},
 * {@code cache_mismatched_total}, {@code cache_saved_seconds_total} and {@code
 * cache_spent_seconds_total}.
 */
@Singleton
public class CacheMeters {
    private final Map<EntryKind, Counter> hits = new EnumMap<>(EntryKind.class);
    private final Map<EntryKind, Counter> misses = new EnumMap<>(EntryKind.class);
    private final Counter corrupt;
    private final Counter readBytes;
    private final Counter writtenBytes;
    private final Counter nonDeterministic;
    private final Counter verified;
    private final Counter mismatched;
    private final Counter savedSeconds;
    private final Counter spentSeconds;

    CacheMeters(MeterRegistry registry) {
        for (EntryKind kind : EntryKind.values()) {
            String tag = kind.name().toLowerCase(Locale.ROOT);
            hits.put(kind, registry.counter("cache.hits", "kind", tag));
            misses.put(kind, registry.counter("cache.misses", "kind", tag));
        }
        corrupt =
                counter(
                        registry,
                        "cache.corrupt",
                        "Entries that were removed because their content was wrong");
        readBytes = counter(registry, "cache.read.bytes", "Bytes of blobs that were read");
        writtenBytes = counter(registry, "cache.written.bytes", "Bytes of blobs that were written");
        nonDeterministic =
                counter(
                        registry,
                        "cache.nondeterministic",
                        "Entries that came with another value than before");
        verified = counter(registry, "cache.verified", "Outputs that came out the same again");
        mismatched =
                counter(
                        registry,
                        "cache.mismatched",
                        "Outputs that did not: the project file is quarantined");
        savedSeconds = counter(registry, "cache.saved.seconds", "What the hits would have cost");
        spentSeconds = counter(registry, "cache.spent.seconds", "What agents spent on the cache");
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

    /** Counts look-ups in one go. */
    public void lookedUp(EntryKind kind, int found, int missed) {
        hits.get(kind).increment(found);
        misses.get(kind).increment(missed);
    }

    public void corrupt() {
        corrupt.increment();
    }

    public void read(long bytes) {
        readBytes.increment(bytes);
    }

    public void written(long bytes) {
        writtenBytes.increment(bytes);
    }

    public void nonDeterministic() {
        nonDeterministic.increment();
    }

    /** Outputs were built again. */
    public void verified(int same, int different) {
        verified.increment(same);
        mismatched.increment(different);
    }

    void saved(long savedMillis, long spentMillis) {
        savedSeconds.increment(savedMillis / 1e3);
        spentSeconds.increment(spentMillis / 1e3);
    }

    /** Number of corrupt blobs and entries since the start. */
    public long corruptCount() {
        return (long) corrupt.count();
    }

    long readBytes() {
        return (long) readBytes.count();
    }

    long writtenBytes() {
        return (long) writtenBytes.count();
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

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static long sum(Map<EntryKind, Counter> counters) {
        return (long) counters.values().stream().mapToDouble(Counter::count).sum();
    }
}
