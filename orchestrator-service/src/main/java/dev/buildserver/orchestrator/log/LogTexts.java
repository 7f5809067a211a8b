package dev.buildserver.orchestrator.log;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.storage.ObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/** The text of batches, in object storage. */
@ApplicationScoped
class LogTexts {
    private final ObjectStorage storage;
    private final BatchCache cache;

    LogTexts(ObjectStorage storage, BatchCache cache) {
        this.storage = storage;
        this.cache = cache;
    }

    /** Where a batch is stored; a repetition overwrites what nobody refers to yet. */
    static String objectKey(UUID attemptUid, int batch) {
        return "logs/" + attemptUid + "/" + batch;
    }

    void write(String objectKey, List<StoredLine> lines) {
        byte[] bytes = BatchCodec.encode(lines);
        storage.put(
                objectKey, new ByteArrayInputStream(bytes), bytes.length, BatchCodec.MEDIA_TYPE);
        cache.put(objectKey, bytes);
    }

    List<StoredLine> read(String objectKey) {
        byte[] bytes =
                cache.find(objectKey)
                        .orElseGet(
                                () -> {
                                    byte[] stored = load(objectKey);
                                    cache.put(objectKey, stored);
                                    return stored;
                                });
        return BatchCodec.decode(bytes);
    }

    private byte[] load(String objectKey) {
        try (InputStream in =
                storage.open(objectKey, 0, -1)
                        .orElseThrow(() -> new IOException("it is not there"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE, "Part of the log can't be read: " + objectKey, e);
        }
    }
}
