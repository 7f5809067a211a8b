package dev.buildserver.cache.nuget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.access.EntryKind;
import dev.buildserver.cache.access.SealedResult;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Small records about packages. One that is corrupt counts as none. */
@Singleton
class FeedRecords {
    private static final int MOST_BYTES = 4 << 20;

    private final ObjectStorage storage;
    private final Usage usage;
    private final ObjectMapper mapper;

    FeedRecords(ObjectStorage storage, Usage usage, ObjectMapper mapper) {
        this.storage = storage;
        this.usage = usage;
        this.mapper = mapper;
    }

    <T> Optional<T> read(String name, Class<T> type) {
        Optional<byte[]> sealed = storage.open(key(name)).map(stored -> bytes(stored.stream()));
        sealed.ifPresent(bytes -> usage.used(new Usage.Entry(key(name), bytes.length)));
        return sealed.flatMap(SealedResult::open).flatMap(json -> parsed(json, type));
    }

    void write(String name, Object record) {
        byte[] sealed = SealedResult.seal(json(record));
        String key = key(name);
        storage.put(key, new ByteArrayInputStream(sealed), sealed.length, "application/json");
        usage.used(new Usage.Entry(key, sealed.length));
    }

    private static String key(String name) {
        String hash = SealedResult.hex(name.getBytes(StandardCharsets.UTF_8));
        return new EntryKey(EntryKey.EVERYBODY, EntryKind.ENTRY, "nuget", hash).storageKey();
    }

    private <T> Optional<T> parsed(byte[] json, Class<T> type) {
        try {
            return Optional.of(mapper.readValue(json, type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] json(Object record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always JSON", e);
        }
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "The object storage broke off", e);
        }
    }
}
