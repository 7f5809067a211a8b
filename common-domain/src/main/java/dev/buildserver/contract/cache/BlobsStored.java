package dev.buildserver.contract.cache;

import java.util.List;

/**
 * What became of a stream of {@link BlobFrames}.
 *
 * @param stored number of blobs that were written or were there already
 * @param refused digests of blobs whose content was another; nothing of them was stored
 */
public record BlobsStored(int stored, List<String> refused) {}
