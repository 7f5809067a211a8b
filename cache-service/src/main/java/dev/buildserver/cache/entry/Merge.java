package dev.buildserver.cache.entry;

import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.EntriesStored;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a new entry to those of its key. The first value of the same inputs wins: others may have
 * built on it.
 *
 * @param kind what became of the entry
 * @param first the entry of the same inputs that was there, or null
 * @param entries what the record is to hold, the newest first
 */
record Merge(EntriesStored.Kind kind, CacheEntry first, List<CacheEntry> entries) {
    static Merge of(List<CacheEntry> there, CacheEntry added) {
        for (int i = 0; i < there.size(); i++) {
            CacheEntry first = there.get(i);
            if (first.strongKey().equals(added.strongKey())) {
                return same(there, i, added);
            }
        }
        List<CacheEntry> entries = new ArrayList<>();
        entries.add(added);
        entries.addAll(there);
        return new Merge(
                EntriesStored.Kind.STORED,
                null,
                entries.subList(0, Math.min(entries.size(), CacheEntry.MOST_OF_A_KEY)));
    }

    private static Merge same(List<CacheEntry> there, int index, CacheEntry added) {
        CacheEntry first = there.get(index);
        if (first.value().equals(added.value())) {
            return new Merge(EntriesStored.Kind.KNOWN, first, there);
        }
        List<CacheEntry> entries = new ArrayList<>(there);
        entries.set(index, first.flagged());
        return new Merge(EntriesStored.Kind.NON_DETERMINISTIC, first, entries);
    }
}
