package dev.buildserver.artifact.retention;

import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** The orchestrator's word on an attempt's artifacts. */
@Path("/internal/v1/attempts/{attemptUid}")
@RolesAllowed(Roles.SERVICE)
@Blocking
class RetentionResource {
    private final AttemptRetention retention;

    RetentionResource(AttemptRetention retention) {
        this.retention = retention;
    }

    @POST
    @Path("publish")
    public void publish(@PathParam("attemptUid") UUID attemptUid) {
        retention.publish(attemptUid);
    }

    @DELETE
    public void delete(@PathParam("attemptUid") UUID attemptUid) {
        retention.delete(attemptUid);
    }
}
