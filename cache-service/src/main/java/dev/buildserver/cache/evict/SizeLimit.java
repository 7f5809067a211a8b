package dev.buildserver.cache.evict;

import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.support.config.Bounds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the cache below its size: the least recently used go, pinned ones stay. */
@Singleton
@Startup
class SizeLimit {
    private static final Logger LOG = Logger.getLogger(SizeLimit.class);
    private static final int PAGE = 200;
    private static final double FULL_AGAIN = 0.9;
    // Later than any use.
    private static final Instant ANY_TIME = Instant.ofEpochMilli(1L << 52);

    private final Usage usage;
    private final ObjectStorage storage;
    private final long most;
    private final Counter evicted;

    SizeLimit(Usage usage, ObjectStorage storage, EvictConfig config, MeterRegistry registry) {
        this.usage = usage;
        this.storage = storage;
        this.most = config.maxSize().asLongValue();
        this.evicted =
                Counter.builder("cache.evicted")
                        .description("Blobs and entries that were removed to stay below the size")
                        .register(registry);
        String prefix = "buildserver.cache.evict.";
        Bounds.check(prefix + "max-size", most, 1024, Long.MAX_VALUE);
        Bounds.check(
                prefix + "size-interval",
                config.sizeInterval(),
                Duration.ofSeconds(1),
                Duration.ofHours(1));
    }

    @Scheduled(
            every = "{buildserver.cache.evict.size-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTime() {
        try {
            enforce();
        } catch (UsageUnknownException | BuildServerException e) {
            LOG.warnf("Eviction stopped; the next look goes on: %s", e.getMessage());
        }
    }

    /**
     * @return number of entries removed
     */
    int enforce() {
        long size = usage.totals().map(Usage.Totals::totalBytes).orElse(0L);
        if (size <= most) {
            return 0;
        }
        int removed = 0;
        List<String> page = List.of();
        do {
            for (String key : page) {
                Optional<Long> freed = size > most * FULL_AGAIN ? retire(key) : Optional.empty();
                size -= freed.orElse(0L);
                removed += freed.isPresent() ? 1 : 0;
            }
            page = size > most * FULL_AGAIN ? usage.unusedSince(ANY_TIME, PAGE) : List.of();
        } while (!page.isEmpty());
        evicted.increment(removed);
        if (size > most) {
            LOG.warnf(
                    "The cache has %d bytes, %d are allowed: all that is left is pinned",
                    size, most);
        }
        return removed;
    }

    private Optional<Long> retire(String key) {
        Optional<Long> freed = usage.retire(key, ANY_TIME);
        freed.ifPresent(bytes -> storage.delete(key));
        return freed;
    }
}
