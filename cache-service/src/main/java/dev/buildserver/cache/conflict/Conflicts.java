package dev.buildserver.cache.conflict;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.cache.record.JsonRecords;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.Made;
import dev.buildserver.contract.cache.CacheHealth.NonDeterminism;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps what was found of actions that are not deterministic; it expires like everything else. */
@ApplicationScoped
public class Conflicts {
    private static final Logger LOG = Logger.getLogger(Conflicts.class);
    private static final String FOLDER = "conflicts/";

    private final ObjectStorage storage;
    private final JsonRecords records;
    private final ManifestComparison comparison;
    private final Usage usage;
    private final CacheMeters meters;
    private final InstantSource clock;

    Conflicts(
            ObjectStorage storage,
            JsonRecords records,
            ManifestComparison comparison,
            Usage usage,
            CacheMeters meters,
            InstantSource clock) {
        this.storage = storage;
        this.records = records;
        this.comparison = comparison;
        this.usage = usage;
        this.meters = meters;
        this.clock = clock;
    }

    /** Puts on record that the inputs of {@code first} gave another value. */
    public void found(
            String tenant, Scope scope, String weakKey, CacheEntry first, CacheEntry other) {
        meters.nonDeterministic();
        LOG.warnf(
                "%s %s of %s is not deterministic: %s by %s, now %s by %s",
                first.kind(),
                weakKey,
                scope.label(),
                first.value(),
                first.producer(),
                other.value(),
                other.producer());
        NonDeterminism found =
                new NonDeterminism(
                        scope.label(),
                        weakKey,
                        first.strongKey(),
                        first.kind(),
                        new Made(first.value(), first.producer()),
                        new Made(other.value(), other.producer()),
                        clock.instant(),
                        comparison.differing(tenant, first.value(), other.value()));
        EntryKey key =
                new EntryKey(tenant, EntryKind.ENTRY, FOLDER + scope.name(), first.strongKey());
        int bytes = records.write(key.storageKey(), found);
        usage.used(new Usage.Entry(key.storageKey(), bytes));
    }

    /** The newest first. */
    public List<NonDeterminism> list(String tenant) {
        return storage.list(EntryKey.tenantPrefix(tenant) + FOLDER)
                .sorted(Comparator.comparing(StoredBlob::storedAt).reversed())
                .limit(CacheHealth.MOST)
                .map(blob -> records.read(blob.key(), NonDeterminism.class))
                .flatMap(Optional::stream)
                .flatMap(stored -> stored.content().stream())
                .toList();
    }
}
