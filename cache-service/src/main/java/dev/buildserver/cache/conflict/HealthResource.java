package dev.buildserver.cache.conflict;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;

/** What is wrong with the cache. */
@Path("/internal/v1/cache/health")
@RolesAllowed({Roles.DEVELOPER, Roles.SERVICE})
@Singleton
@Blocking
class HealthResource {
    private final Conflicts conflicts;
    private final CacheMeters meters;
    private final CacheAccess access;
    private final Instant since;

    HealthResource(
            Conflicts conflicts, CacheMeters meters, CacheAccess access, InstantSource clock) {
        this.conflicts = conflicts;
        this.meters = meters;
        this.access = access;
        this.since = clock.instant();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CacheHealth health() {
        return new CacheHealth(meters.corruptCount(), since, conflicts.list(access.tenant()));
    }
}
