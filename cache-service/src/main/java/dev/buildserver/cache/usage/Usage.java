package dev.buildserver.cache.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The record of what is stored, and of its use. It may be lost at any time and is made again from a
 * listing of the object storage; until then it does not know everything. What is stored is named by
 * its key in the object storage.
 */
public interface Usage {
    /**
     * Something stored.
     *
     * @param sizeBytes of its content
     * @param by whose use it is
     */
    record Entry(String key, long sizeBytes, By by) {
        /** Of a trusted build, or of the server itself. */
        public Entry(String key, long sizeBytes) {
            this(key, sizeBytes, By.TRUSTED);
        }
    }

    /** Who uses something. */
    enum By {
        TRUSTED,
        /** Counts for less: whoever opens pull requests must not drive out what others need. */
        OTHERS
    }

    /** All of it together. */
    record Totals(long entries, long totalBytes) {}

    /**
     * Which of some keys are on record.
     *
     * @param complete whether what is not on record is not stored either
     */
    record Known(Set<String> keys, boolean complete) {}

    /** Notes that entries were written or read; neither waits nor fails. */
    void used(List<Entry> entries);

    /** The same for one. */
    default void used(Entry entry) {
        used(List.of(entry));
    }

    /** Notes that entries were written, and waits until they are on record; does not fail. */
    void recorded(List<Entry> entries);

    /** Notes that an entry is gone; neither waits nor fails. */
    void gone(String key);

    /** Which of the keys are on record; none, and not complete, when the record does not answer. */
    Known known(List<String> keys);

    /** Empty when the record does not answer. */
    Optional<Totals> totals();

    /** Whether the record knows everything that is stored; false when it does not answer. */
    boolean isComplete();

    /**
     * Some entries that were last used before a time and are not pinned, the oldest first.
     *
     * @throws UsageUnknownException when the record does not answer
     */
    List<String> unusedSince(Instant before, int most);

    /**
     * Forgets an entry unless it was used meanwhile or is pinned.
     *
     * @return its size in bytes when it was forgotten
     * @throws UsageUnknownException when the record does not answer
     */
    Optional<Long> retire(String key, Instant before);

    /**
     * Takes entries that are not on record as used now.
     *
     * @param hold by which they stay at least, because nobody knows any more who uses them
     * @throws UsageUnknownException when the record does not answer
     */
    void adopt(List<Entry> entries, Pins.Hold hold);

    /**
     * From now on, the record knows everything that is stored.
     *
     * @throws UsageUnknownException when the record does not answer
     */
    void completed();
}
