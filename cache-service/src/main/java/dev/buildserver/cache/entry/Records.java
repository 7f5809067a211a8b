package dev.buildserver.cache.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.cache.access.EntryConfig;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.runtime.StorageTasks;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.Versions;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads and writes records. */
@ApplicationScoped
class Records {
    /** Largest record; the oldest entries go when it would become larger. */
    static final int MOST_BYTES = 4 << 20;

    private static final String JSON = "application/json";
    // Beside the text: the names of values, and the map's own.
    private static final int OVERHEAD_BYTES = 400;

    private final ObjectStorage storage;
    private final Versions versions;
    private final Usage usage;
    private final StorageTasks tasks;
    private final CacheMeters meters;
    private final ObjectMapper mapper;
    private final Cache<String, EntryRecord> copies;

    Records(
            ObjectStorage storage,
            Versions versions,
            Usage usage,
            StorageTasks tasks,
            CacheMeters meters,
            ObjectMapper mapper,
            EntryConfig config) {
        this.storage = storage;
        this.versions = versions;
        this.usage = usage;
        this.tasks = tasks;
        this.meters = meters;
        this.mapper = mapper;
        this.copies =
                Caffeine.newBuilder()
                        .maximumWeight(config.memory().asLongValue())
                        .<String, EntryRecord>weigher(
                                (key, copy) -> copy.json().length + OVERHEAD_BYTES)
                        .build();
    }

    /**
     * Records that are there, by the keys' names. Without Redis, or before it knows everything, the
     * object storage is asked for each that may be there.
     */
    Map<String, EntryRecord> read(List<EntryKey> keys) {
        List<String> names = keys.stream().map(EntryKey::storageKey).toList();
        Versions.Current current = versions.current(names);
        Map<String, EntryRecord> records = new HashMap<>();
        List<EntryKey> unknown = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String version = current.versions().get(names.get(i));
            EntryRecord copy = version == null ? null : copies.getIfPresent(names.get(i));
            if (copy != null && copy.version().equals(version)) {
                records.put(names.get(i), copy);
            } else if (version != null || !current.complete()) {
                unknown.add(keys.get(i));
            }
        }
        fetch(unknown, current).forEach(r -> records.put(r.key().storageKey(), r.record()));
        return records;
    }

    /** The same from the object storage itself, for who is about to change them. */
    Map<String, EntryRecord> readStored(List<EntryKey> keys) {
        Map<String, EntryRecord> records = new HashMap<>();
        load(keys).forEach(r -> records.put(r.key().storageKey(), r.record()));
        return records;
    }

    /** A record with its name. */
    record Named(EntryKey key, EntryRecord record) {}

    /** Writes records; an empty one is deleted. */
    void write(List<Named> records) {
        List<Callable<Void>> writes = new ArrayList<>();
        records.forEach(named -> writes.add(() -> write(named)));
        tasks.all(writes);
        List<Versions.Written> written = new ArrayList<>();
        for (Named named : records) {
            String name = named.key().storageKey();
            if (named.record().isEmpty()) {
                usage.gone(name);
            } else {
                EntryRecord record = named.record();
                written.add(
                        new Versions.Written(
                                name, record.sealedBytes(), record.version(), named.key().by()));
                copies.put(name, record);
            }
        }
        if (!written.isEmpty()) {
            versions.written(written);
        }
    }

    private Void write(Named named) {
        String name = named.key().storageKey();
        if (named.record().isEmpty()) {
            storage.delete(name);
            return null;
        }
        byte[] sealed = named.record().sealed();
        storage.put(name, new ByteArrayInputStream(sealed), sealed.length, JSON);
        return null;
    }

    private List<Named> fetch(List<EntryKey> keys, Versions.Current current) {
        List<Named> loaded = load(keys);
        List<Versions.Found> found = new ArrayList<>();
        for (Named named : loaded) {
            String name = named.key().storageKey();
            String seen = current.versions().getOrDefault(name, "");
            EntryRecord record = named.record();
            found.add(
                    new Versions.Found(
                            name, record.sealedBytes(), seen, record.version(), named.key().by()));
            copies.put(name, record);
        }
        if (!found.isEmpty()) {
            versions.found(found);
        }
        return loaded;
    }

    private List<Named> load(List<EntryKey> keys) {
        List<Callable<Optional<Named>>> reads = new ArrayList<>();
        keys.forEach(key -> reads.add(() -> load(key)));
        return tasks.all(reads).stream().flatMap(Optional::stream).toList();
    }

    private Optional<Named> load(EntryKey key) {
        String name = key.storageKey();
        Optional<byte[]> sealed = storage.open(name).map(stored -> bytes(stored.stream()));
        if (sealed.isEmpty()) {
            usage.gone(name);
            return Optional.empty();
        }
        Optional<EntryRecord> record = EntryRecord.open(key.tenant(), sealed.get(), mapper);
        if (record.isEmpty()) {
            meters.corrupt();
            storage.delete(name);
            usage.gone(name);
        }
        return record.filter(found -> !found.isEmpty()).map(found -> new Named(key, found));
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readNBytes(2 * MOST_BYTES);
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }
}
