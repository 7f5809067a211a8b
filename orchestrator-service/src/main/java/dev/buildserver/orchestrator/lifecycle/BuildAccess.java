package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.util.Optional;
import java.util.UUID;

/** Whose a build is. Another tenant's build looks as if it did not exist. */
public interface BuildAccess {
    /**
     * A build's owner.
     *
     * @param ended whether the build has its final status
     */
    record Owner(String tenant, String requesterEmail, boolean ended) {}

    /** The owner; empty when there is no such build. */
    Optional<Owner> owner(UUID buildId);

    /**
     * @throws BuildServerException {@code BUILD_NOT_FOUND}
     */
    default Owner require(UUID buildId, String tenant) {
        return owner(buildId)
                .filter(owner -> owner.tenant().equals(tenant))
                .orElseThrow(() -> notFound(buildId));
    }

    /** What callers are told of builds that do not exist for them. */
    static BuildServerException notFound(UUID buildId) {
        return new BuildServerException(ErrorCode.BUILD_NOT_FOUND, "There is no build " + buildId);
    }
}
