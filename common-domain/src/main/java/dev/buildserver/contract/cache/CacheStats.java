package dev.buildserver.contract.cache;

import java.time.Instant;

/**
 * How the build cache does.
 *
 * @param hits reads that were answered since {@code since}, by the replica that was asked
 * @param misses reads of what was not there
 * @param hitRate hits over reads, 0 to 1; null before the first read
 * @param entries number of blobs and action results in the whole cache; null when not known now
 * @param totalBytes their size; null when not known now
 */
public record CacheStats(
        long hits, long misses, Double hitRate, Long entries, Long totalBytes, Instant since) {}
