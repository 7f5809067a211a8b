package dev.buildserver.cache.quarantine;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.quarantine.Case.Place;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** Quarantines in force. */
@Path("/internal/v1/cache/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class QuarantineResource {
    private final Quarantines quarantines;
    private final CacheAccess access;
    private final Caller caller;

    QuarantineResource(Quarantines quarantines, CacheAccess access, Caller caller) {
        this.quarantines = quarantines;
        this.access = access;
        this.caller = caller;
    }

    /** Those of the project that the lease is for. */
    @GET
    @RolesAllowed(Roles.LEASE)
    public ProjectQuarantine ofProject() {
        return quarantines.of(new Place(access.tenant(), access.project()));
    }

    /** Ends one. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    public Quarantined lift(UUID id) {
        return quarantines.lift(access.tenant(), id, caller.email().orElseGet(caller::subject));
    }
}
