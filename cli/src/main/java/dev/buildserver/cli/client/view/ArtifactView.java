package dev.buildserver.cli.client.view;

import java.time.Instant;

/**
 * An artifact of a build.
 *
 * @param name file name
 * @param path where it came from in the build, with forward slashes; unique in the build
 * @param sha256Hash 64 hexadecimal digits
 */
public record ArtifactView(
        String artifactId,
        String name,
        String path,
        String kind,
        long sizeBytes,
        String contentType,
        String sha256Hash,
        Instant createdAt,
        String downloadUrl) {}
