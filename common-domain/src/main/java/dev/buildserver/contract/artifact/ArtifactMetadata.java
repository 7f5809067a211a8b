package dev.buildserver.contract.artifact;

import java.time.Instant;
import java.util.UUID;

/**
 * A stored artifact.
 *
 * @param name file name
 * @param path where it came from, relative, forward slashes; unique in the attempt
 * @param sha256 64 hexadecimal digits, lower case
 */
public record ArtifactMetadata(
        UUID artifactId,
        UUID attemptUid,
        UUID buildId,
        String tenant,
        String name,
        String path,
        ArtifactKind kind,
        long sizeBytes,
        String contentType,
        String sha256,
        Instant createdAt) {}
