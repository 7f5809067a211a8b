package dev.buildserver.gateway.artifact;

import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import java.time.Instant;
import java.util.UUID;

/**
 * An artifact as clients see it.
 *
 * @param path where it was made, relative to the workspace
 * @param sha256Hash 64 hexadecimal digits, lower case
 * @param executionId the build that made it
 */
public record ArtifactView(
        UUID artifactId,
        String name,
        String path,
        ArtifactKind kind,
        long sizeBytes,
        String contentType,
        String sha256Hash,
        Instant createdAt,
        String downloadUrl,
        UUID executionId) {

    static ArtifactView of(ArtifactMetadata artifact) {
        return new ArtifactView(
                artifact.artifactId(),
                artifact.name(),
                artifact.path(),
                artifact.kind(),
                artifact.sizeBytes(),
                artifact.contentType(),
                artifact.sha256(),
                artifact.createdAt(),
                "/api/v1/artifacts/" + artifact.artifactId() + "/download",
                artifact.buildId());
    }
}
