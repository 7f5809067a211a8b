package dev.buildserver.artifact.seal;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.artifact.catalog.AttemptOwner;
import dev.buildserver.artifact.catalog.AttemptState;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.contract.artifact.ArtifactManifest;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.artifact.SealRequest;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Freezes an attempt when it has what its agent says it has. */
@ApplicationScoped
class SealAttempt {
    private final Catalog catalog;
    private final Receipts receipts;

    SealAttempt(Catalog catalog, Receipts receipts) {
        this.catalog = catalog;
        this.receipts = receipts;
    }

    /**
     * Repeatable: the same manifest gets an equal receipt, newly signed.
     *
     * @throws BuildServerException {@code DIGEST_MISMATCH} when something else was uploaded, {@code
     *     ALREADY_SEALED} when sealed with another manifest, {@code STALE_ATTEMPT}
     */
    @Transactional
    SealReceipt seal(AttemptOwner owner, SealRequest request) {
        Attempt attempt = catalog.lock(owner);
        attempt.requireAlive();
        if (attempt.state() != AttemptState.STAGED) {
            return receipts.of(requireSame(attempt, request));
        }
        requireComplete(attempt, request);
        Attempt sealed = attempt.sealed(request.manifestDigest());
        catalog.update(sealed);
        return receipts.of(sealed);
    }

    private static Attempt requireSame(Attempt sealed, SealRequest request) {
        if (!request.manifestDigest().equals(sealed.manifestDigest())) {
            throw new BuildServerException(
                            ErrorCode.ALREADY_SEALED, "The attempt is sealed with another manifest")
                    .with("count", sealed.count());
        }
        return sealed;
    }

    private void requireComplete(Attempt attempt, SealRequest request) {
        List<ArtifactManifest.Entry> stored =
                catalog.artifacts(attempt.attemptUid()).stream().map(SealAttempt::entry).toList();
        if (stored.size() != request.count()
                || !ArtifactManifest.digest(stored).equals(request.manifestDigest())) {
            throw new BuildServerException(
                            ErrorCode.DIGEST_MISMATCH,
                            "The manifest is not that of the %d artifacts which are stored"
                                    .formatted(stored.size()))
                    .with("count", stored.size());
        }
    }

    private static ArtifactManifest.Entry entry(ArtifactMetadata artifact) {
        return new ArtifactManifest.Entry(artifact.path(), artifact.sha256(), artifact.sizeBytes());
    }
}
