package dev.buildserver.orchestrator.log;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.storage.ObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The text of batches, in object storage: what comes in at the same time shares an object, a pack.
 * A pack that nothing refers to, because the service ended before its rows were committed, does no
 * harm: the agents send those batches again.
 */
@ApplicationScoped
class LogTexts {
    private final ObjectStorage storage;
    private final BatchCache cache;
    private final UuidV7 ids;

    LogTexts(ObjectStorage storage, BatchCache cache, UuidV7 ids) {
        this.ids = ids;
        this.storage = storage;
        this.cache = cache;
    }

    /**
     * Stores the texts of batches in one object.
     *
     * @return the places, by attempt, of those that have text
     */
    Map<UUID, TextPlace> write(List<IncomingBatch> batches) {
        String objectKey = LogPacks.PREFIX + ids.next();
        Map<UUID, TextPlace> places = new HashMap<>();
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        for (IncomingBatch batch : batches) {
            if (batch.text() != null) {
                TextPlace place = new TextPlace(objectKey, pack.size(), batch.text().length);
                pack.writeBytes(batch.text());
                places.put(batch.attemptUid(), place);
            }
        }
        if (pack.size() > 0) {
            storage.put(
                    objectKey,
                    new ByteArrayInputStream(pack.toByteArray()),
                    pack.size(),
                    BatchCodec.MEDIA_TYPE);
        }
        batches.stream()
                .filter(batch -> batch.text() != null)
                .forEach(batch -> cache.put(places.get(batch.attemptUid()), batch.text()));
        return places;
    }

    List<StoredLine> read(TextPlace place) {
        byte[] bytes =
                cache.find(place)
                        .orElseGet(
                                () -> {
                                    byte[] stored = load(place);
                                    cache.put(place, stored);
                                    return stored;
                                });
        return BatchCodec.decode(bytes);
    }

    private byte[] load(TextPlace place) {
        try (InputStream in =
                storage.open(place.objectKey(), place.offset(), place.length())
                        .orElseThrow(() -> new IOException("it is not there"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new BuildServerException(
                    ErrorCode.UNAVAILABLE,
                    "Part of the log can't be read: " + place.objectKey(),
                    e);
        }
    }
}
