package dev.buildserver.cache.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Sealed JSON in the object storage. */
@Singleton
public class JsonRecords {
    private static final int MOST_BYTES = 8 << 20;

    private final ObjectStorage storage;
    private final ObjectMapper mapper;

    JsonRecords(ObjectStorage storage, ObjectMapper mapper) {
        this.storage = storage;
        this.mapper = mapper;
    }

    /**
     * What is stored under a key.
     *
     * @param bytes of its stored form
     * @param content empty where that is damaged, or of another type
     */
    public record Stored<T>(int bytes, Optional<T> content) {}

    /**
     * Reads a record; empty when there is none.
     *
     * @throws BuildServerException {@code UNAVAILABLE}
     */
    public <T> Optional<Stored<T>> read(String key, Class<T> type) {
        return storage.open(key)
                .map(stored -> bytes(stored.stream()))
                .map(form -> new Stored<>(form.length, content(form, type)));
    }

    /**
     * Writes a record, also over another.
     *
     * @return bytes of its stored form
     */
    public int write(String key, Object record) {
        byte[] form = SealedResult.seal(json(record));
        storage.put(key, new ByteArrayInputStream(form), form.length, "application/json");
        return form.length;
    }

    private <T> Optional<T> content(byte[] form, Class<T> type) {
        return SealedResult.open(form)
                .flatMap(
                        json -> {
                            try {
                                return Optional.of(mapper.readValue(json, type));
                            } catch (IOException e) {
                                return Optional.empty();
                            }
                        });
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
