package dev.buildserver.artifact.retention;

import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.artifact.catalog.ObjectKeys;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import dev.buildserver.support.config.Bounds;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Deletes contents without a row that are older than any upload can last, and old tombstones. Any
 * number of replicas may sweep at the same time.
 */
@Singleton
@Startup
class OrphanSweep {
    private static final Logger LOG = Logger.getLogger(OrphanSweep.class);
    private static final int PAGE = 500;

    private final Catalog catalog;
    private final ObjectStorage storage;
    private final InstantSource clock;
    private final Duration orphanAge;
    private final Duration tombstoneAge;

    OrphanSweep(
            Catalog catalog, ObjectStorage storage, InstantSource clock, RetentionConfig config) {
        this.catalog = catalog;
        this.storage = storage;
        this.clock = clock;
        this.orphanAge = config.orphanAge();
        this.tombstoneAge = config.tombstoneAge();
        String prefix = "buildserver.artifact.retention.";
        Duration hour = Duration.ofHours(1);
        Bounds.check(
                prefix + "sweep-interval",
                config.sweepInterval(),
                Duration.ofSeconds(1),
                Duration.ofDays(7));
        Bounds.check(prefix + "orphan-age", orphanAge, hour, Duration.ofDays(90));
        Bounds.check(prefix + "tombstone-age", tombstoneAge, hour, Duration.ofDays(366));
    }

    @Scheduled(
            every = "{buildserver.artifact.retention.sweep-interval}",
            delayed = "{buildserver.artifact.retention.sweep-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onTime() {
        try {
            sweep();
        } catch (BuildServerException e) {
            LOG.warnf(e, "The sweep stopped; the next one goes on");
        }
    }

    /**
     * @return number of contents deleted
     */
    int sweep() {
        Instant now = clock.instant();
        Iterator<StoredBlob> old =
                storage.list(ObjectKeys.PREFIX)
                        .filter(blob -> blob.storedAt().isBefore(now.minus(orphanAge)))
                        .iterator();
        int deleted = 0;
        while (old.hasNext()) {
            List<StoredBlob> page = new ArrayList<>(PAGE);
            while (old.hasNext() && page.size() < PAGE) {
                page.add(old.next());
            }
            deleted += deleteOrphans(page);
        }
        long tombstones =
                QuarkusTransaction.requiringNew()
                        .call(() -> catalog.removeTombstones(now.minus(tombstoneAge)));
        LOG.infof("Swept: %d contents without a row, %d tombstones", deleted, tombstones);
        return deleted;
    }

    private int deleteOrphans(List<StoredBlob> page) {
        Set<UUID> ids =
                page.stream()
                        .map(blob -> ObjectKeys.artifactId(blob.key()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        Set<UUID> known = QuarkusTransaction.requiringNew().call(() -> catalog.known(ids));
        List<StoredBlob> orphans =
                page.stream()
                        .filter(
                                blob ->
                                        ObjectKeys.artifactId(blob.key())
                                                .filter(known::contains)
                                                .isEmpty())
                        .toList();
        orphans.forEach(blob -> storage.delete(blob.key()));
        return orphans.size();
    }
}
