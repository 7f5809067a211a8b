package dev.buildserver.contract.cache;

import java.util.List;

/**
 * The answer to {@link LookupEntries}.
 *
 * @param found the keys that have entries, in the order of the question
 */
public record EntriesFound(List<KeyEntries> found) {
    /**
     * The entries of one key.
     *
     * @param entries the newest first, {@link CacheEntry#MOST_OF_A_KEY} at most; of the caller's
     *     own scope before those of the shared one
     */
    public record KeyEntries(String key, List<CacheEntry> entries) {}
}
