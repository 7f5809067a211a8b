package dev.buildserver.orchestrator.history;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Where users look at builds. */
@Path("/internal/v1/builds")
@RolesAllowed(Roles.DEVELOPER)
class HistoryResource {
    private final BuildHistory history;
    private final Caller caller;

    HistoryResource(BuildHistory history, Caller caller) {
        this.history = history;
        this.caller = caller;
    }

    @GET
    public BuildPage builds(@BeanParam ListParameters parameters) {
        return history.page(parameters.parse(caller.tenant()));
    }

    @GET
    @Path("/{id}")
    public BuildDetails build(@PathParam("id") UUID id) {
        return history.details(id, caller.tenant());
    }

    @GET
    @Path("/{id}/cache")
    public BuildCacheReport cache(@PathParam("id") UUID id) {
        return history.cacheReport(id, caller.tenant());
    }
}
