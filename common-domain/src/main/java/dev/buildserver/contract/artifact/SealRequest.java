package dev.buildserver.contract.artifact;

/**
 * Freezes an attempt's artifacts.
 *
 * @param manifestDigest {@link ArtifactManifest#digest}
 */
public record SealRequest(int count, String manifestDigest) {}
