package dev.buildserver.artifact.serve;

import dev.buildserver.contract.artifact.ArtifactList;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** The artifacts of one attempt, for readers. */
@Path("/internal/v1/attempts/{attemptUid}/artifacts")
@RolesAllowed({Roles.DEVELOPER, Roles.SERVICE})
@Blocking
class AttemptArtifactsResource {
    private final VisibleArtifacts visible;

    AttemptArtifactsResource(VisibleArtifacts visible) {
        this.visible = visible;
    }

    @GET
    public ArtifactList list(@PathParam("attemptUid") UUID attemptUid) {
        return visible.ofAttempt(attemptUid);
    }
}
