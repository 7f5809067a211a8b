package dev.buildserver.artifact.upload;

import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.ObjectKeys;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.storage.Announced;
import dev.buildserver.storage.ObjectStorage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stores an artifact: first the content, then the row. Whatever goes wrong in between leaves at
 * most content without a row, which nobody can see and the sweep removes.
 */
@ApplicationScoped
class UploadArtifact {
    private static final Logger LOG = Logger.getLogger(UploadArtifact.class);

    private final UploadLimits limits;
    private final Admission admission;
    private final ObjectStorage storage;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final UploadMetrics metrics;

    UploadArtifact(
            UploadLimits limits,
            Admission admission,
            ObjectStorage storage,
            UuidV7 ids,
            InstantSource clock,
            UploadMetrics metrics) {
        this.limits = limits;
        this.admission = admission;
        this.storage = storage;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * @param content is read to its end only when it is needed
     * @throws BuildServerException {@code PAYLOAD_TOO_LARGE}, {@code LIMIT_EXCEEDED}, {@code
     *     DIGEST_MISMATCH}, {@code ARTIFACT_EXISTS}, {@code ALREADY_SEALED}, {@code STALE_ATTEMPT}
     */
    Uploaded upload(AttemptOwner owner, Announcement announced, InputStream content) {
        limits.check(announced.sizeBytes());
        Optional<ArtifactMetadata> existing = admission.preview(owner, announced);
        if (existing.isPresent()) {
            return new Uploaded(existing.get(), false);
        }
        ArtifactMetadata artifact = metadata(owner, announced);
        String key = ObjectKeys.of(owner.attemptUid(), artifact.artifactId());
        storage.putVerified(
                key,
                content,
                new Announced(announced.sizeBytes(), announced.sha256(), announced.contentType()));
        return admit(owner, announced, artifact, key);
    }

    private Uploaded admit(
            AttemptOwner owner, Announcement announced, ArtifactMetadata artifact, String key) {
        Uploaded uploaded;
        try {
            uploaded = admission.admit(owner, announced, artifact);
        } catch (BuildServerException refused) {
            discard(key);
            throw refused;
        }
        // Any other failure leaves the content: the row may have been committed nevertheless.
        if (uploaded.isNew()) {
            metrics.stored(artifact.sizeBytes());
        } else {
            discard(key);
        }
        return uploaded;
    }

    private void discard(String key) {
        try {
            storage.delete(key);
        } catch (BuildServerException e) {
            LOG.warnf(e, "%s is left to the sweep", key);
        }
    }

    private ArtifactMetadata metadata(AttemptOwner owner, Announcement announced) {
        return new ArtifactMetadata(
                ids.next(),
                owner.attemptUid(),
                owner.buildId(),
                owner.tenant(),
                announced.name(),
                announced.path(),
                announced.kind(),
                announced.sizeBytes(),
                announced.contentType(),
                announced.sha256(),
                // What the database keeps, so that every answer shows the same.
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
