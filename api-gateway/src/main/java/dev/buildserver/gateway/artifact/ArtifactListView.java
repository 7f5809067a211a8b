package dev.buildserver.gateway.artifact;

import dev.buildserver.contract.artifact.ArtifactList;
import java.util.List;

/** A build's artifacts, ordered by path. */
public record ArtifactListView(List<ArtifactView> artifacts) {
    static final ArtifactListView NONE = new ArtifactListView(List.of());

    static ArtifactListView of(ArtifactList list) {
        return new ArtifactListView(list.artifacts().stream().map(ArtifactView::of).toList());
    }
}
