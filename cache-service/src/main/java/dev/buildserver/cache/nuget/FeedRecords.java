package dev.buildserver.cache.nuget;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.record.JsonRecords;
import dev.buildserver.cache.record.SealedResult;
import dev.buildserver.cache.usage.Usage;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Small records about packages. One that is corrupt counts as none. */
@Singleton
class FeedRecords {
    private final JsonRecords records;
    private final Usage usage;

    FeedRecords(JsonRecords records, Usage usage) {
        this.records = records;
        this.usage = usage;
    }

    <T> Optional<T> read(String name, Class<T> type) {
        Optional<JsonRecords.Stored<T>> stored = records.read(key(name), type);
        stored.ifPresent(one -> usage.used(new Usage.Entry(key(name), one.bytes())));
        return stored.flatMap(JsonRecords.Stored::content);
    }

    void write(String name, Object record) {
        String key = key(name);
        usage.used(new Usage.Entry(key, records.write(key, record)));
    }

    private static String key(String name) {
        String hash = SealedResult.hex(name.getBytes(StandardCharsets.UTF_8));
        return new EntryKey(EntryKey.EVERYBODY, EntryKind.ENTRY, "nuget", hash).storageKey();
    }
}
