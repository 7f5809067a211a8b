package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Where users end builds. */
@Path("/internal/v1/builds/{id}/cancel")
@RolesAllowed(Roles.DEVELOPER)
class CancelResource {
    private final CancelBuilds builds;
    private final BuildAccess access;
    private final CancelPermission permission;
    private final Caller caller;

    CancelResource(
            CancelBuilds builds, BuildAccess access, CancelPermission permission, Caller caller) {
        this.builds = builds;
        this.access = access;
        this.permission = permission;
        this.caller = caller;
    }

    @POST
    public CancelAnswer cancel(@PathParam("id") UUID id) {
        BuildAccess.Owner owner = access.require(id, caller.tenant());
        permission.require(caller, owner);
        return builds.cancel(id, caller.email().orElse(caller.subject()));
    }
}
