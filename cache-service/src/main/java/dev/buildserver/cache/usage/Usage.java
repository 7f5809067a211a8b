package dev.buildserver.cache.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The record of use. Entries are named by their keys in the object storage. */
public interface Usage {
    /**
     * An entry.
     *
     * @param sizeBytes of its content
     */
    record Entry(String key, long sizeBytes) {}

    /** All entries together. */
    record Totals(long entries, long totalBytes) {}

    /** Notes that an entry was written or read; neither waits nor fails. */
    void used(Entry entry);

    /** Notes that an entry is gone; neither waits nor fails. */
    void gone(String key);

    /** Empty when the record does not answer. */
    Optional<Totals> totals();

    /**
     * Some entries that were last used before a time, the oldest first.
     *
     * @throws UsageUnknownException when the record does not answer
     */
    List<String> unusedSince(Instant before, int most);

    /**
     * Forgets an entry unless it was used meanwhile.
     *
     * @return whether it was forgotten
     * @throws UsageUnknownException when the record does not answer
     */
    boolean retire(String key, Instant before);

    /**
     * Takes entries that are not on record as used now.
     *
     * @throws UsageUnknownException when the record does not answer
     */
    void adopt(List<Entry> entries);
}
