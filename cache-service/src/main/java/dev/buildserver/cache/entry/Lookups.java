package dev.buildserver.cache.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.Scope;
import dev.buildserver.cache.quarantine.Quarantines;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.CacheEntry;
import dev.buildserver.contract.cache.LookupEntries;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers look-ups. Records are passed on as text: a build asks for hundreds at once. */
@ApplicationScoped
class Lookups {
    // A use is worth noting again after this long; entries live for days.
    private static final Duration NOTED = Duration.ofMinutes(5);
    private static final int MOST_NOTED = 50_000;

    private final Records records;
    private final Quarantines quarantines;
    private final Usage usage;
    private final CacheMeters meters;
    private final CacheAccess access;
    private final ObjectMapper mapper;
    private final Cache<Integer, Boolean> noted =
            Caffeine.newBuilder().expireAfterWrite(NOTED).maximumSize(MOST_NOTED).build();

    Lookups(
            Records records,
            Quarantines quarantines,
            Usage usage,
            CacheMeters meters,
            CacheAccess access,
            ObjectMapper mapper) {
        this.records = records;
        this.quarantines = quarantines;
        this.usage = usage;
        this.meters = meters;
        this.access = access;
        this.mapper = mapper;
    }

    /** The answer as JSON, of the form of {@code EntriesFound}. */
    byte[] answer(LookupEntries question) {
        int schema = RecordKeys.checked(question.schema());
        List<Scope> scopes = access.readable();
        String tenant = access.tenant();
        List<EntryKey> all = new ArrayList<>(question.keys().size() * scopes.size());
        Set<String> refused = quarantines.keys(tenant);
        List<String> keys = question.keys().stream().filter(key -> !refused.contains(key)).toList();
        for (String key : keys) {
            scopes.forEach(scope -> all.add(RecordKeys.of(tenant, scope, schema, key)));
        }
        Map<String, EntryRecord> found = usable(records.read(all));
        noteUse(all, found);
        Answer answer = new Answer();
        for (int i = 0; i < all.size(); i += scopes.size()) {
            answer.add(all.subList(i, i + scopes.size()), found);
        }
        meters.lookedUp(
                EntryKind.ENTRY, answer.count, Math.max(0, question.keys().size() - answer.count));
        return answer.end();
    }

    /** Without the entries whose values were removed. */
    private Map<String, EntryRecord> usable(Map<String, EntryRecord> found) {
        List<String> values = found.values().stream().flatMap(r -> r.values().stream()).toList();
        Usage.Known known = values.isEmpty() ? null : usage.known(values);
        if (known == null || !known.complete() || known.keys().containsAll(values)) {
            return found;
        }
        found.replaceAll((name, entries) -> withValues(entries, known));
        return found;
    }

    private EntryRecord withValues(EntryRecord entries, Usage.Known known) {
        if (known.keys().containsAll(entries.values())) {
            return entries;
        }
        List<CacheEntry> all = entries.entries(mapper);
        List<CacheEntry> left = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (known.keys().contains(entries.values().get(i))) {
                left.add(all.get(i));
                values.add(entries.values().get(i));
            }
        }
        return EntryRecord.of(left, values, mapper);
    }

    private void noteUse(List<EntryKey> keys, Map<String, EntryRecord> found) {
        List<Usage.Entry> fresh = new ArrayList<>();
        for (EntryKey key : keys) {
            String name = key.storageKey();
            EntryRecord entries = found.get(name);
            if (entries != null && noted.getIfPresent(name.hashCode()) == null) {
                noted.put(name.hashCode(), true);
                fresh.add(new Usage.Entry(name, entries.sealedBytes(), key.by()));
            }
        }
        if (!fresh.isEmpty()) {
            usage.used(fresh);
        }
    }

    private static final class Answer {
        private final ByteArrayOutputStream json = new ByteArrayOutputStream(16 << 10);
        private int count;

        Answer() {
            text("{\"found\":[");
        }

        /** Adds the entries of a key in the scopes that have some. */
        void add(List<EntryKey> places, Map<String, EntryRecord> found) {
            boolean first = true;
            for (EntryKey place : places) {
                Optional<EntryRecord> entries =
                        Optional.ofNullable(found.get(place.storageKey()))
                                .filter(r -> !r.isEmpty());
                if (entries.isPresent()) {
                    text(first ? head(place.hash()) : ",");
                    byte[] array = entries.get().json();
                    json.write(array, 1, array.length - 2);
                    first = false;
                }
            }
            if (!first) {
                text("]}");
                count++;
            }
        }

        private String head(String key) {
            return (count == 0 ? "" : ",") + "{\"key\":\"" + key + "\",\"entries\":[";
        }

        byte[] end() {
            text("]}");
            return json.toByteArray();
        }

        private void text(String text) {
            json.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
