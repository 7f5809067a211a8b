package dev.buildserver.cache.evict;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.pin.Holds;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.storage.ObjectStorage;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts on record what is stored and not on record. After a loss of Redis that is everything: each
 * entry starts a new life, and is pinned for as long as a build could have pinned it.
 */
@Singleton
class Adoption {
    private static final Logger LOG = Logger.getLogger(Adoption.class);
    private static final int PAGE = 500;

    private final Usage usage;
    private final ObjectStorage storage;
    private final Holds holds;

    Adoption(Usage usage, ObjectStorage storage, Holds holds) {
        this.usage = usage;
        this.storage = storage;
        this.holds = holds;
    }

    /** Soon after a start or a loss, so that look-ups need not ask the object storage for long. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void whenIncomplete() {
        try {
            if (usage.totals().isPresent() && !usage.isComplete()) {
                LOG.info("The record of what is stored is made again");
                adopt();
            }
        } catch (UsageUnknownException | BuildServerException e) {
            LOG.warnf("The record is not complete yet: %s", e.getMessage());
        }
    }

    void adopt() {
        Iterator<Usage.Entry> stored =
                storage.list(EntryKey.PREFIX)
                        .map(blob -> new Usage.Entry(blob.key(), blob.sizeBytes()))
                        .iterator();
        while (stored.hasNext()) {
            List<Usage.Entry> page = new ArrayList<>(PAGE);
            while (stored.hasNext() && page.size() < PAGE) {
                page.add(stored.next());
            }
            usage.adopt(page, holds.unknown());
        }
        usage.completed();
    }
}
