package dev.buildserver.artifact.serve;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.artifact.catalog.AttemptState;
import dev.buildserver.artifact.catalog.Catalog;
import dev.buildserver.contract.artifact.ArtifactList;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** What the caller may see. Another tenant's artifacts look as if they did not exist. */
@ApplicationScoped
class VisibleArtifacts {
    private final Catalog catalog;
    private final Caller caller;

    VisibleArtifacts(Catalog catalog, Caller caller) {
        this.catalog = catalog;
        this.caller = caller;
    }

    /**
     * @throws BuildServerException {@code ARTIFACT_NOT_FOUND}
     */
    @Transactional
    ArtifactMetadata artifact(UUID artifactId) {
        return catalog.artifact(artifactId)
                .filter(artifact -> mayRead(artifact.tenant()))
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.ARTIFACT_NOT_FOUND,
                                        "There is no artifact with this id"));
    }

    /**
     * @throws BuildServerException {@code ARTIFACT_NOT_FOUND} when the attempt neither uploaded nor
     *     sealed
     */
    @Transactional
    ArtifactList ofAttempt(UUID attemptUid) {
        Attempt attempt =
                catalog.attempt(attemptUid)
                        .filter(found -> found.state() != AttemptState.DELETED)
                        .filter(found -> mayRead(found.tenant()))
                        .orElseThrow(
                                () ->
                                        new BuildServerException(
                                                ErrorCode.ARTIFACT_NOT_FOUND,
                                                "There are no artifacts of this attempt"));
        return new ArtifactList(catalog.artifacts(attempt.attemptUid()));
    }

    private boolean mayRead(String tenant) {
        return caller.has(Roles.SERVICE) || tenant.equals(caller.tenant());
    }
}
