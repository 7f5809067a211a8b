package dev.buildserver.orchestrator.history;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;

/** Builds, for the gateway to show. */
@Path("/internal/v1/builds")
@RolesAllowed(Roles.DEVELOPER)
@Blocking
public class BuildHistoryResource {
    private final BuildHistory history;
    private final Caller caller;

    BuildHistoryResource(BuildHistory history, Caller caller) {
        this.history = history;
        this.caller = caller;
    }

    @GET
    public BuildPage list(@BeanParam BuildQueryParameters parameters) {
        return history.page(parameters.toQuery(caller.tenant()));
    }

    @GET
    @Path("{id}")
    public BuildDetails details(UUID id) {
        return history.details(caller.tenant(), id)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.BUILD_NOT_FOUND, "There is no build " + id));
    }
}
