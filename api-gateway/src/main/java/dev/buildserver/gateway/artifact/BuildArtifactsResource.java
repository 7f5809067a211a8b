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

/**
 * The artifacts of a build. A class of its own: the class with the longest matching path gets a
 * request, whether it has a method for the rest of it or not.
 */
@Path("/api/v1/builds/{executionId}/artifacts")
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Artifacts")
class BuildArtifactsResource {
    private final AcceptedArtifacts accepted;

    BuildArtifactsResource(AcceptedArtifacts accepted) {
        this.accepted = accepted;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listArtifacts", summary = "What a build has made; empty until it has")
    public Uni<ArtifactListView> ofBuild(@RestPath String executionId) {
        return accepted.ofBuild(Ids.build(executionId));
    }
}
