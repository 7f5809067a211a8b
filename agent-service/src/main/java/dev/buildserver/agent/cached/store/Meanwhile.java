package dev.buildserver.agent.cached.store;

import dev.buildserver.agent.cached.entry.Entry;
import dev.buildserver.agent.cached.entry.StoredFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What others kept while something ran here. Some actions never write the same bytes twice, such as
 * tests with their times: a second result would look like a fault of the project.
 */
public final class Meanwhile {
    private Meanwhile() {}

    /** Those entries of which nobody else has kept a result that is whole. */
    public static Map<String, Entry> stillNew(CacheLevel cache, Map<String, Entry> entries)
            throws IOException {
        Map<String, List<Entry>> known =
                cache.find(entries.keySet(), (key, one) -> one.holdsAsLongAs(entries.get(key)));
        Map<String, Entry> left = new HashMap<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!isKnown(cache, entry.getValue(), known.getOrDefault(entry.getKey(), List.of()))) {
                left.put(entry.getKey(), entry.getValue());
            }
        }
        return left;
    }

    private static boolean isKnown(CacheLevel cache, Entry entry, List<Entry> known)
            throws IOException {
        for (Entry one : known) {
            if (one.holdsAsLongAs(entry)) {
                List<String> contents = one.files().stream().map(StoredFile::sha256).toList();
                cache.bring(contents);
                return cache.missing(contents).isEmpty();
            }
        }
        return false;
    }
}
