package dev.buildserver.contract.artifact;

/**
 * An artifact whose content another artifact of the tenant has. Each field is as in an upload, and
 * checked like it.
 *
 * @param name null = the last part of the path
 * @param kind as {@link ArtifactKind} is written
 * @param sha256 lower-case hexadecimal
 * @param contentType null = any bytes
 */
public record CopyArtifact(
        String path, String name, String kind, String sha256, long sizeBytes, String contentType) {}
