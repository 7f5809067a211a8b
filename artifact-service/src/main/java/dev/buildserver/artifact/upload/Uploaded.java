package dev.buildserver.artifact.upload;

import dev.buildserver.contract.artifact.ArtifactMetadata;

/**
 * The artifact that answers an upload.
 *
 * @param isNew false when it was there before, of the same path and digest
 */
record Uploaded(ArtifactMetadata artifact, boolean isNew) {}
