package dev.buildserver.cache.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.cache.conflict.Conflicts;
import dev.buildserver.cache.quarantine.Quarantines;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.EntriesStored;
import dev.buildserver.contract.cache.EntriesStored.Kind;
import dev.buildserver.contract.cache.EntriesStored.Outcome;
import dev.buildserver.contract.cache.StoreEntries;
import dev.buildserver.contract.cache.StoreEntries.NewEntry;
import dev.buildserver.contract.cache.StrongKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores entries in the caller's own scope. */
@ApplicationScoped
class Stores {
    private final Records records;
    private final RecordLocks locks;
    private final Completeness completeness;
    private final Quarantines quarantines;
    private final Conflicts conflicts;
    private final CacheAccess access;
    private final InstantSource clock;
    private final ObjectMapper mapper;

    Stores(
            Records records,
            RecordLocks locks,
            Completeness completeness,
            Quarantines quarantines,
            Conflicts conflicts,
            CacheAccess access,
            InstantSource clock,
            ObjectMapper mapper) {
        this.records = records;
        this.locks = locks;
        this.completeness = completeness;
        this.quarantines = quarantines;
        this.conflicts = conflicts;
        this.access = access;
        this.clock = clock;
        this.mapper = mapper;
    }

    EntriesStored store(StoreEntries request) {
        int schema = RecordKeys.checked(request.schema());
        return new Run(schema, request.entries()).store();
    }

    /** One request. */
    private final class Run {
        private final String tenant = access.tenant();
        private final Scope scope = access.own();
        private final List<NewEntry> entries;
        private final Outcome[] outcomes;
        private final Map<EntryKey, List<Integer>> byKey = new LinkedHashMap<>();

        Run(int schema, List<NewEntry> entries) {
            this.entries = entries;
            this.outcomes = new Outcome[entries.size()];
            Map<NewEntry, List<String>> missing = completeness.missing(tenant, entries);
            Set<String> refused = quarantines.keys(tenant);
            for (int i = 0; i < entries.size(); i++) {
                NewEntry entry = entries.get(i);
                if (refused.contains(entry.key())) {
                    String strong = StrongKey.of(entry.key(), entry.observed());
                    outcomes[i] = new Outcome(entry.key(), strong, Kind.QUARANTINED, null, null);
                    continue;
                }
                List<String> gone = missing.getOrDefault(entry, List.of());
                if (gone.isEmpty()) {
                    EntryKey key = RecordKeys.of(tenant, scope, schema, entry.key());
                    byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
                } else {
                    String strong = StrongKey.of(entry.key(), entry.observed());
                    outcomes[i] = new Outcome(entry.key(), strong, Kind.INCOMPLETE, null, gone);
                }
            }
        }

        EntriesStored store() {
            locks.with(byKey.keySet(), this::merge);
            return new EntriesStored(Arrays.asList(outcomes));
        }

        private void merge(List<EntryKey> keys) {
            Map<String, EntryRecord> there = records.readStored(keys);
            List<Records.Named> changed = new ArrayList<>();
            for (EntryKey key : keys) {
                List<CacheEntry> before =
                        there.getOrDefault(key.storageKey(), EntryRecord.NONE).entries(mapper);
                List<CacheEntry> after = before;
                for (int i : byKey.get(key)) {
                    after = merge(i, after);
                }
                if (!after.equals(before)) {
                    changed.add(new Records.Named(key, bounded(after)));
                }
            }
            records.write(changed);
        }

        private List<CacheEntry> merge(int index, List<CacheEntry> there) {
            CacheEntry added = entry(entries.get(index));
            Merge merge = Merge.of(there, added);
            boolean differs = merge.kind() == Kind.NON_DETERMINISTIC;
            if (differs) {
                conflicts.found(tenant, scope, entries.get(index).key(), merge.first(), added);
            }
            outcomes[index] =
                    new Outcome(
                            entries.get(index).key(),
                            added.strongKey(),
                            merge.kind(),
                            differs ? merge.first().value() : null,
                            null);
            return merge.entries();
        }

        private CacheEntry entry(NewEntry entry) {
            return new CacheEntry(
                    StrongKey.of(entry.key(), entry.observed()),
                    entry.kind(),
                    entry.observed(),
                    entry.value(),
                    entry.outId(),
                    entry.diagnostics(),
                    entry.firstCommit(),
                    entry.costMillis(),
                    access.producer(),
                    clock.instant(),
                    false);
        }

        private EntryRecord bounded(List<CacheEntry> newestFirst) {
            EntryRecord record = EntryRecord.of(tenant, newestFirst, mapper);
            int count = newestFirst.size();
            while (record.sealedBytes() > Records.MOST_BYTES && count > 1) {
                count--;
                record = EntryRecord.of(tenant, newestFirst.subList(0, count), mapper);
            }
            return record;
        }
    }
}
