package dev.buildserver.cache.pin;

import dev.buildserver.cache.usage.Pins;
import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.contract.cache.PinsRenewed;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The pins of the attempt that asks. */
@Path("/internal/v1/cache/pins")
@RolesAllowed(Roles.LEASE)
@Blocking
class PinResource {
    private final Pins pins;
    private final Holds holds;

    PinResource(Pins pins, Holds holds) {
        this.pins = pins;
        this.holds = holds;
    }

    /** All that the attempt asked for stays for the time of a pin from now on. */
    @POST
    @Path("/renew")
    @Produces(MediaType.APPLICATION_JSON)
    public PinsRenewed renew() {
        Hold hold = attempt();
        return new PinsRenewed(pins.renew(hold), hold.time().toSeconds());
    }

    /** The attempt needs nothing more. */
    @DELETE
    public void release() {
        pins.release(attempt().holder());
    }

    private Hold attempt() {
        return holds.ofAttempt()
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.FORBIDDEN, "The lease token names no attempt"));
    }
}
