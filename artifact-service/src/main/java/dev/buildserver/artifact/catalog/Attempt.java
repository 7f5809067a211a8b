package dev.buildserver.artifact.catalog;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.util.UUID;

/**
 * An attempt's set of artifacts as a whole.
 *
 * @param manifestDigest null until sealed
 */
public record Attempt(
        UUID attemptUid,
        UUID buildId,
        String tenant,
        AttemptState state,
        int count,
        long totalBytes,
        String manifestDigest) {

    /**
     * @throws BuildServerException {@code ALREADY_SEALED} or {@code STALE_ATTEMPT} unless the
     *     attempt takes uploads
     */
    public void requireOpen() {
        requireAlive();
        if (state != AttemptState.STAGED) {
            throw new BuildServerException(
                    ErrorCode.ALREADY_SEALED, "The attempt's artifacts are sealed");
        }
    }

    /**
     * @throws BuildServerException {@code STALE_ATTEMPT} when the attempt was deleted
     */
    public void requireAlive() {
        if (state == AttemptState.DELETED) {
            throw new BuildServerException(
                    ErrorCode.STALE_ATTEMPT, "The attempt's artifacts were deleted");
        }
    }

    /** The same with one more artifact. */
    public Attempt plus(long bytes) {
        return new Attempt(
                attemptUid, buildId, tenant, state, count + 1, totalBytes + bytes, manifestDigest);
    }

    /** The same, frozen. */
    public Attempt sealed(String digest) {
        return new Attempt(
                attemptUid, buildId, tenant, AttemptState.SEALED, count, totalBytes, digest);
    }

    /** The same, accepted by its build. */
    public Attempt published() {
        return new Attempt(
                attemptUid,
                buildId,
                tenant,
                AttemptState.PUBLISHED,
                count,
                totalBytes,
                manifestDigest);
    }

    /** What is left after deletion. */
    public Attempt deleted() {
        return new Attempt(attemptUid, buildId, tenant, AttemptState.DELETED, 0, 0, manifestDigest);
    }
}
