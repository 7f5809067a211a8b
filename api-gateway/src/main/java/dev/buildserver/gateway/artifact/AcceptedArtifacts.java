package dev.buildserver.gateway.artifact;

import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.upstream.Artifacts;
import dev.buildserver.gateway.upstream.Orchestrator;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Shows the artifacts of the one attempt that its build accepted. What another attempt uploaded,
 * one that was lost or has come too late, is nobody's to see.
 */
@ApplicationScoped
class AcceptedArtifacts {
    private final Orchestrator orchestrator;
    private final Artifacts artifacts;

    AcceptedArtifacts(Orchestrator orchestrator, Artifacts artifacts) {
        this.orchestrator = orchestrator;
        this.artifacts = artifacts;
    }

    /** The artifacts of a build; none before an attempt was accepted. */
    Uni<ArtifactListView> ofBuild(UUID buildId) {
        return orchestrator
                .build(buildId)
                .chain(
                        build ->
                                build.acceptedAttempt() == null
                                        ? Uni.createFrom().item(ArtifactListView.NONE)
                                        : ofAttempt(build.acceptedAttempt()));
    }

    /**
     * An attempt that uploaded nothing, as most failed ones, is unknown to the artifact service.
     */
    private Uni<ArtifactListView> ofAttempt(UUID attempt) {
        return artifacts
                .ofAttempt(attempt)
                .map(ArtifactListView::of)
                .onFailure(AcceptedArtifacts::isNotFound)
                .recoverWithItem(ArtifactListView.NONE);
    }

    /** One artifact; fails with {@code ARTIFACT_NOT_FOUND} where the caller may not know of it. */
    Uni<ArtifactMetadata> find(UUID artifactId) {
        return artifacts
                .artifact(artifactId)
                .chain(
                        artifact ->
                                orchestrator
                                        .build(artifact.buildId())
                                        .onFailure(AcceptedArtifacts::isNotFound)
                                        .transform(e -> notFound())
                                        .map(build -> ifAccepted(artifact, build)));
    }

    private static ArtifactMetadata ifAccepted(ArtifactMetadata artifact, BuildDetails build) {
        if (!artifact.attemptUid().equals(build.acceptedAttempt())) {
            throw notFound();
        }
        return artifact;
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof BuildServerException e && e.code().status() == 404;
    }

    private static BuildServerException notFound() {
        return new BuildServerException(
                ErrorCode.ARTIFACT_NOT_FOUND, "There is no artifact with this id");
    }
}
