package dev.buildserver.artifact.serve;

import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** One artifact, for readers. */
@Path("/internal/v1/artifacts/{artifactId}")
@RolesAllowed({Roles.DEVELOPER, Roles.SERVICE})
@Blocking
class ArtifactResource {
    private final VisibleArtifacts visible;
    private final ServeContent contents;

    ArtifactResource(VisibleArtifacts visible, ServeContent contents) {
        this.visible = visible;
        this.contents = contents;
    }

    @GET
    public ArtifactMetadata artifact(@PathParam("artifactId") UUID artifactId) {
        return visible.artifact(artifactId);
    }

    @GET
    @Path("content")
    public Response content(
            @PathParam("artifactId") UUID artifactId, @Context HttpHeaders request) {
        return contents.get(visible.artifact(artifactId), request);
    }

    @HEAD
    @Path("content")
    public Response contentHead(@PathParam("artifactId") UUID artifactId) {
        return contents.head(visible.artifact(artifactId));
    }
}
