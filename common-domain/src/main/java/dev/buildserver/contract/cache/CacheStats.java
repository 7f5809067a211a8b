package dev.buildserver.contract.cache;

import dev.buildserver.contract.cache.ReportSavings.ProjectSavings;
import java.time.Instant;
import java.util.List;

/**
 * How the build cache does.
 *
 * @param hits reads and look-ups that were answered since {@code since}, by the replica that was
 *     asked
 * @param misses reads and look-ups of what was not there
 * @param hitRate hits over both, 0 to 1; null before the first
 * @param readBytes of blobs, since {@code since}, by the replica that was asked
 * @param writtenBytes the same
 * @param entries number of blobs, action results and records of entries in the whole cache; null
 *     when not known now
 * @param totalBytes their size; null when not known now
 * @param savings what agents reported of the caller's tenant, by project
 */
public record CacheStats(
        long hits,
        long misses,
        Double hitRate,
        long readBytes,
        long writtenBytes,
        Long entries,
        Long totalBytes,
        Instant since,
        List<ProjectSavings> savings) {}
