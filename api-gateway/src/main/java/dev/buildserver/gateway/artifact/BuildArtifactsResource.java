package dev.buildserver.gateway.artifact;

import dev.buildserver.gateway.http.Ids;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The artifacts of a build. */
@Path("/api/v1/builds/{executionId}/artifacts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Artifacts")
class BuildArtifactsResource {
    private final AcceptedArtifacts accepted;

    BuildArtifactsResource(AcceptedArtifacts accepted) {
        this.accepted = accepted;
    }

    @GET
    @Operation(operationId = "listArtifacts", summary = "What a build has made; empty until it has")
    public Uni<ArtifactListView> artifacts(@RestPath String executionId) {
        return accepted.ofBuild(Ids.build(executionId));
    }
}
