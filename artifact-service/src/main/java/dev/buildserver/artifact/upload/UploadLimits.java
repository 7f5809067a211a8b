package dev.buildserver.artifact.upload;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.config.Bounds;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** The limits in force. */
@Singleton
@Startup
class UploadLimits {
    private static final long S3_MOST_BYTES = 5L << 30;

    private final long artifactBytes;
    private final long attemptBytes;
    private final int attemptArtifacts;

    UploadLimits(UploadConfig config) {
        artifactBytes = config.maxArtifactSize().asLongValue();
        attemptBytes = config.maxAttemptSize().asLongValue();
        attemptArtifacts = config.maxAttemptArtifacts();
        String prefix = "buildserver.artifact.upload.";
        Bounds.check(prefix + "max-artifact-size", artifactBytes, 1, S3_MOST_BYTES);
        Bounds.check(prefix + "max-attempt-size", attemptBytes, artifactBytes, Long.MAX_VALUE);
        Bounds.check(prefix + "max-attempt-artifacts", attemptArtifacts, 1, 100_000);
    }

    /**
     * @throws BuildServerException {@code PAYLOAD_TOO_LARGE}
     */
    void check(long sizeBytes) {
        if (sizeBytes > artifactBytes) {
            throw new BuildServerException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "The artifact has %d bytes; %d are allowed"
                                    .formatted(sizeBytes, artifactBytes))
                    .with("limit", artifactBytes);
        }
    }

    /**
     * Whether there is room for one more artifact.
     *
     * @throws BuildServerException {@code LIMIT_EXCEEDED}
     */
    void check(Attempt attempt, long sizeBytes) {
        if (attempt.count() >= attemptArtifacts) {
            throw new BuildServerException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "The attempt has %d artifacts; more are not allowed"
                                    .formatted(attempt.count()))
                    .with("limit", attemptArtifacts);
        }
        if (attempt.totalBytes() + sizeBytes > attemptBytes) {
            throw new BuildServerException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "The attempt's artifacts have %d bytes, and %d with this one; %d are allowed"
                                    .formatted(
                                            attempt.totalBytes(),
                                            attempt.totalBytes() + sizeBytes,
                                            attemptBytes))
                    .with("limit", attemptBytes);
        }
    }
}
