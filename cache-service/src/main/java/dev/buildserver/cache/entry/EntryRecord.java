package dev.buildserver.cache.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.record.SealedResult;
import dev.buildserver.contract.cache.CacheEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The entries of one weak key in one scope.
 *
 * @param version changes with the content
 * @param json the array of entries as text, as answers show it
 * @param values names of the values' blobs in the object storage
 */
record EntryRecord(String version, byte[] json, List<String> values) {
    /** No entries. */
    static final EntryRecord NONE =
            new EntryRecord("", "[]".getBytes(StandardCharsets.US_ASCII), List.of());

    private static final TypeReference<List<CacheEntry>> ENTRIES = new TypeReference<>() {};
    private static final int VERSION_DIGITS = 16;

    static EntryRecord of(String tenant, List<CacheEntry> entries, ObjectMapper mapper) {
        return of(entries, values(tenant, entries), mapper);
    }

    /**
     * @param values names of the values' blobs, one for each entry
     */
    static EntryRecord of(List<CacheEntry> entries, List<String> values, ObjectMapper mapper) {
        try {
            byte[] json = mapper.writeValueAsBytes(entries);
            return new EntryRecord(version(json), json, values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entries are always JSON", e);
        }
    }

    /** A stored record; empty when it is corrupt. */
    static Optional<EntryRecord> open(String tenant, byte[] sealed, ObjectMapper mapper) {
        return SealedResult.open(sealed)
                .flatMap(
                        json -> parsed(json, mapper).map(entries -> opened(tenant, json, entries)));
    }

    private static EntryRecord opened(String tenant, byte[] json, List<CacheEntry> entries) {
        return new EntryRecord(version(json), json, values(tenant, entries));
    }

    List<CacheEntry> entries(ObjectMapper mapper) {
        return parsed(json, mapper)
                .orElseThrow(() -> new IllegalStateException("a record that was read is JSON"));
    }

    byte[] sealed() {
        return SealedResult.seal(json);
    }

    /** Size of {@link #sealed}, in bytes. */
    long sealedBytes() {
        return json.length + SealedResult.DIGEST_BYTES;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    private static Optional<List<CacheEntry>> parsed(byte[] json, ObjectMapper mapper) {
        try {
            return Optional.of(mapper.readValue(json, ENTRIES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> values(String tenant, List<CacheEntry> entries) {
        return entries.stream()
                .map(entry -> EntryKey.blob(tenant, entry.value()).storageKey())
                .toList();
    }

    private static String version(byte[] json) {
        return SealedResult.hex(json).substring(0, VERSION_DIGITS);
    }
}
