package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.orchestrator.lifecycle.BuildAccess;
import dev.buildserver.orchestrator.request.WaitTime;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** Where users read and follow logs. */
@Path("/internal/v1/builds/{id}/log")
@RolesAllowed(Roles.DEVELOPER)
class LogResource {
    private static final int MOST_LINES = 10_000;

    private final LogFollowers followers;
    private final BuildAccess access;
    private final Caller caller;

    LogResource(LogFollowers followers, BuildAccess access, Caller caller) {
        this.followers = followers;
        this.access = access;
        this.caller = caller;
    }

    @GET
    @Blocking
    public Uni<LogPage> log(
            @PathParam("id") UUID id,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("1000") int limit,
            @QueryParam("wait") String wait) {
        access.require(id, caller.tenant());
        if (limit < 1 || limit > MOST_LINES) {
            throw BuildServerException.invalid(
                    List.of(new Violation("limit", "must be 1 to " + MOST_LINES)));
        }
        return followers.follow(id, LogPosition.parse(after), limit, WaitTime.parse(wait));
    }
}
