package dev.buildserver.artifact.seal;

import dev.buildserver.artifact.catalog.Owners;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.artifact.SealRequest;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** The seal of one attempt. */
@Path("/internal/v1/attempts/{attemptUid}/seal")
@RolesAllowed(Roles.LEASE)
@Blocking
class SealResource {
    private final SealAttempt seals;
    private final Caller caller;

    SealResource(SealAttempt seals, Caller caller) {
        this.seals = seals;
        this.caller = caller;
    }

    @POST
    public SealReceipt seal(@PathParam("attemptUid") UUID attemptUid, SealRequest request) {
        return seals.seal(Owners.of(caller, attemptUid), SealRequests.check(request));
    }
}
