package dev.buildserver.cli.client.view;

import java.util.List;

/** The artifacts of a build. */
public record ArtifactsView(List<ArtifactView> artifacts) {
    public ArtifactsView {
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    }
}
