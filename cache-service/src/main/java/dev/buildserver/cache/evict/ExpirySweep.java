package dev.buildserver.cache.evict;

import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes what was not used for long. Any number of replicas may sweep at the same time. What the
 * record does not know is put on it first.
 */
@Singleton
@Startup
class ExpirySweep {
    private static final Logger LOG = Logger.getLogger(ExpirySweep.class);
    private static final int PAGE = 500;

    private final Adoption adoption;
    private final Usage usage;
    private final ObjectStorage storage;
    private final InstantSource clock;
    private final Duration unusedFor;

    ExpirySweep(
            Adoption adoption,
            Usage usage,
            ObjectStorage storage,
            InstantSource clock,
            EvictConfig config) {
        this.adoption = adoption;
        this.usage = usage;
        this.storage = storage;
        this.clock = clock;
        this.unusedFor = config.unusedFor();
        String prefix = "buildserver.cache.evict.";
        Bounds.check(prefix + "unused-for", unusedFor, Duration.ofMinutes(1), Duration.ofDays(366));
        Bounds.check(
                prefix + "sweep-interval",
                config.sweepInterval(),
                Duration.ofSeconds(1),
                Duration.ofDays(7));
    }

    @Scheduled(
            every = "{buildserver.cache.evict.sweep-interval}",
            delayed = "{buildserver.cache.evict.sweep-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTime() {
        try {
            sweep();
        } catch (UsageUnknownException | BuildServerException e) {
            LOG.warnf("The sweep stopped; the next one goes on: %s", e.getMessage());
        }
    }

    /**
     * @return number of entries removed
     */
    int sweep() {
        adoption.adopt();
        Instant before = clock.instant().minus(unusedFor);
        int removed = 0;
        List<String> page = usage.unusedSince(before, PAGE);
        while (!page.isEmpty()) {
            for (String key : page) {
                // First the record, then the content: a use in between puts the entry on record
                // again, and its content is missed once.
                if (usage.retire(key, before).isPresent()) {
                    storage.delete(key);
                    removed++;
                }
            }
            page = usage.unusedSince(before, PAGE);
        }
        LOG.infof("Swept: %d entries were not used since %s", removed, before);
        return removed;
    }
}
