package dev.buildserver.storage;

import java.time.Instant;

/**
 * A blob as a listing shows it.
 *
 * @param storedAt by the clock of the object storage
 */
public record StoredBlob(String key, long sizeBytes, Instant storedAt) {}
