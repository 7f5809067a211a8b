package dev.buildserver.artifact.upload;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Decides whether an attempt gets one more artifact. */
@ApplicationScoped
class Admission {
    private final Catalog catalog;
    private final UploadLimits limits;

    Admission(Catalog catalog, UploadLimits limits) {
        this.catalog = catalog;
        this.limits = limits;
    }

    /**
     * A first look, without a lock, before the content is taken; what it finds may change
     * meanwhile.
     *
     * @return the artifact when it is there already
     */
    @Transactional
    Optional<ArtifactMetadata> preview(AttemptOwner owner, Announcement announced) {
        Optional<ArtifactMetadata> existing = existing(owner, announced);
        if (existing.isPresent()) {
            return existing;
        }
        catalog.attempt(owner.attemptUid()).ifPresent(attempt -> requireRoom(attempt, announced));
        return Optional.empty();
    }

    /** Takes an artifact whose content is stored, or finds the one that was faster. */
    @Transactional
    Uploaded admit(AttemptOwner owner, Announcement announced, ArtifactMetadata artifact) {
        Attempt attempt = catalog.lock(owner);
        Optional<ArtifactMetadata> existing = existing(owner, announced);
        if (existing.isPresent()) {
            return new Uploaded(existing.get(), false);
        }
        requireRoom(attempt, announced);
        catalog.add(artifact);
        catalog.update(attempt.plus(artifact.sizeBytes()));
        return new Uploaded(artifact, true);
    }

    private void requireRoom(Attempt attempt, Announcement announced) {
        attempt.requireOpen();
        limits.check(attempt, announced.sizeBytes());
    }

    // Also of a sealed attempt: the answer to an upload may have been lost before the seal.
    private Optional<ArtifactMetadata> existing(AttemptOwner owner, Announcement announced) {
        Optional<ArtifactMetadata> existing =
                catalog.artifact(owner.attemptUid(), announced.path());
        existing.filter(artifact -> !artifact.sha256().equals(announced.sha256()))
                .ifPresent(
                        other -> {
                            throw new BuildServerException(
                                            ErrorCode.ARTIFACT_EXISTS,
                                            "The attempt has another artifact of this path")
                                    .with("artifactId", other.artifactId())
                                    .with("sha256", other.sha256());
                        });
        return existing;
    }
}
