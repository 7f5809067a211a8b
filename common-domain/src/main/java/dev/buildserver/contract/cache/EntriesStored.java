package dev.buildserver.contract.cache;

import java.util.List;

/**
 * What became of {@link StoreEntries}.
 *
 * @param outcomes in the order of the request
 */
public record EntriesStored(List<Outcome> outcomes) {
    /**
     * What became of one entry.
     *
     * @param firstValue with {@code NON_DETERMINISTIC}: the value that was there and stays
     * @param missing with {@code INCOMPLETE}: blobs that the cache does not have
     */
    public record Outcome(
            String key, String strongKey, Kind kind, String firstValue, List<String> missing) {}

    /** What can become of an entry. */
    public enum Kind {
        STORED("Stored"),
        /** It was there, with the same value. */
        KNOWN("Known"),
        /** It was there with another value; the first stays, both are on record. */
        NON_DETERMINISTIC("NonDeterministic"),
        /** Nothing was stored: the key is quarantined. */
        QUARANTINED("Quarantined"),
        /** Nothing was stored: blobs are missing. */
        INCOMPLETE("Incomplete");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String toString() {
            return wireName;
        }
    }
}
