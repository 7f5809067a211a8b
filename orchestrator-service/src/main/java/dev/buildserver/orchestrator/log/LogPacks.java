package dev.buildserver.orchestrator.log;

import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;

/** The objects that hold the text of logs. Their keys tell when they were written, and sort so. */
@ApplicationScoped
public class LogPacks {
    static final String PREFIX = "logs/";

    private final ObjectStorage storage;

    LogPacks(ObjectStorage storage) {
        this.storage = storage;
    }

    /**
     * Removes those that were written before a time, the oldest first.
     *
     * @return how many were removed
     */
    public int removeBefore(Instant time, int most) {
        String first = PREFIX + UuidV7.leastOf(time);
        int removed = 0;
        try (Stream<StoredBlob> packs = storage.list(PREFIX)) {
            Iterator<String> keys = packs.map(StoredBlob::key).iterator();
            for (String key = next(keys);
                    removed < most && key.compareTo(first) < 0;
                    key = next(keys)) {
                storage.delete(key);
                removed++;
            }
        }
        return removed;
    }

    /** After the last one, something that sorts behind them all. */
    private static String next(Iterator<String> keys) {
        return keys.hasNext() ? keys.next() : PREFIX + Character.MAX_VALUE;
    }
}
