package dev.buildserver.artifact.retention;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.artifact.catalog.AttemptState;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.artifact.catalog.ObjectKeys;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Carries out the orchestrator's decision on an attempt. Each call may be repeated and may come for
 * an attempt of which nothing is known.
 */
@ApplicationScoped
class AttemptRetention {
    private final Catalog catalog;
    private final ObjectStorage storage;

    AttemptRetention(Catalog catalog, ObjectStorage storage) {
        this.catalog = catalog;
        this.storage = storage;
    }

    /**
     * Marks an attempt's artifacts as those of its build and takes no more of them.
     *
     * @throws BuildServerException {@code STALE_ATTEMPT} when they were deleted
     */
    void publish(UUID attemptUid) {
        QuarkusTransaction.requiringNew()
                .run(() -> catalog.lock(attemptUid).ifPresent(this::publish));
    }

    private void publish(Attempt attempt) {
        attempt.requireAlive();
        catalog.update(attempt.published());
    }

    /**
     * Deletes an attempt's artifacts. They are invisible at once; a failure of the storage leaves
     * contents for a repeated call or the sweep.
     */
    void delete(UUID attemptUid) {
        QuarkusTransaction.requiringNew().run(() -> bury(attemptUid));
        storage.list(ObjectKeys.ofAttempt(attemptUid))
                .map(StoredBlob::key)
                .forEach(storage::delete);
    }

    private void bury(UUID attemptUid) {
        Attempt attempt = catalog.lockOrBury(attemptUid);
        if (attempt.state() != AttemptState.DELETED) {
            catalog.removeArtifacts(attemptUid);
            catalog.update(attempt.deleted());
        }
    }
}
