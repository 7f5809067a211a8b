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
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int MOST_AT_ONCE = 1 << 20;

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
        List<IncomingBatch> withText = batches.stream().filter(b -> b.text() != null).toList();
        List<TextPlace> stored = store(withText.stream().map(IncomingBatch::text).toList());
        Map<UUID, TextPlace> places = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            places.put(withText.get(i).attemptUid(), stored.get(i));
            cache.put(stored.get(i), withText.get(i).text());
        }
        return places;
    }

    /**
     * Stores once more what is stored already, in one object.
     *
     * @return the new places, in the order of the old ones
     */
    List<TextPlace> copy(List<TextPlace> places) {
        return store(places.stream().map(place -> bytes(List.of(place))).toList());
    }

    private List<TextPlace> store(List<byte[]> texts) {
        String objectKey = LogPacks.PREFIX + ids.next();
        List<TextPlace> places = new ArrayList<>();
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        for (byte[] text : texts) {
            places.add(new TextPlace(objectKey, pack.size(), text.length));
            pack.writeBytes(text);
        }
        if (pack.size() > 0) {
            storage.put(
                    objectKey,
                    new ByteArrayInputStream(pack.toByteArray()),
                    pack.size(),
                    BatchCodec.MEDIA_TYPE);
        }
        return places;
    }

    /**
     * The lines of the first batch.
     *
     * @param places of the first, and of those that will be asked for next: what of them is stored
     *     right behind the first is brought with it
     */
    List<StoredLine> read(List<TextPlace> places) {
        return BatchCodec.decode(bytes(places));
    }

    private byte[] bytes(List<TextPlace> places) {
        return cache.find(places.get(0)).orElseGet(() -> loadRun(places));
    }

    private byte[] loadRun(List<TextPlace> places) {
        TextPlace first = places.get(0);
        int count = 1;
        int length = first.length();
        while (count < places.size()
                && places.get(count).isBehind(places.get(count - 1))
                && length + places.get(count).length() <= MOST_AT_ONCE) {
            length += places.get(count).length();
            count++;
        }
        byte[] run = load(new TextPlace(first.objectKey(), first.offset(), length));
        if (count == 1) {
            cache.put(first, run);
            return run;
        }
        for (TextPlace place : places.subList(0, count)) {
            cache.put(place, part(run, first, place));
        }
        return part(run, first, first);
    }

    private static byte[] part(byte[] run, TextPlace first, TextPlace place) {
        int from = (int) (place.offset() - first.offset());
        return Arrays.copyOfRange(run, from, from + place.length());
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
