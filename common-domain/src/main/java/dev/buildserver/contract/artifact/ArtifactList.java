package dev.buildserver.contract.artifact;

import java.util.List;

/** The artifacts of an attempt, ordered by path. */
public record ArtifactList(List<ArtifactMetadata> artifacts) {
    public ArtifactList {
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    }
}
