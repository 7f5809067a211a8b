package dev.buildserver.support.problem;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.UUID;

/** Fails in every way in which a resource can fail. */
@Path("/errors")
public class ErrorsResource {
    @GET
    @Path("known/{code}")
    public String known(@PathParam("code") ErrorCode code) {
        throw new BuildServerException(code, "this time").with("nextBatch", 7);
    }

    @GET
    @Path("busy")
    public String busy() {
        throw new BuildServerException(ErrorCode.UNAVAILABLE, "busy")
                .retryAfter(Duration.ofMillis(1_200));
    }

    @GET
    @Path("unexpected")
    public String unexpected() {
        throw new IllegalStateException("an internal secret");
    }

    @POST
    @Path("orders")
    @Consumes(MediaType.APPLICATION_JSON)
    public String order(@Valid @NotNull Order order) {
        return "taken";
    }

    @GET
    @Path("things/{id}")
    @Produces(MediaType.TEXT_PLAIN)
    public String thing(@PathParam("id") UUID id, @QueryParam("limit") @Max(100) int limit) {
        return "thing " + id;
    }

    @GET
    @Path("wrong-answer")
    @NotNull
    public String wrongAnswer() {
        return null;
    }

    @GET
    @Path("for-admins")
    @RolesAllowed(Roles.ADMIN)
    public String forAdmins() {
        return "welcome";
    }
}
