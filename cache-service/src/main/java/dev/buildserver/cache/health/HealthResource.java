package dev.buildserver.cache.health;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.conflict.Conflicts;
import dev.buildserver.cache.quarantine.Quarantines;
import dev.buildserver.cache.stats.CacheMeters;
import dev.buildserver.cache.usage.Verifications;
import dev.buildserver.cache.usage.Verifications.Counts;
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
import java.util.Optional;

/** How the cache does. */
@Path("/internal/v1/cache/health")
@RolesAllowed({Roles.DEVELOPER, Roles.SERVICE})
@Singleton
@Blocking
class HealthResource {
    private final Conflicts conflicts;
    private final Quarantines quarantines;
    private final Verifications verifications;
    private final Levels levels;
    private final CacheMeters meters;
    private final CacheAccess access;
    private final Instant since;

    HealthResource(
            Conflicts conflicts,
            Quarantines quarantines,
            Verifications verifications,
            Levels levels,
            CacheMeters meters,
            CacheAccess access,
            InstantSource clock) {
        this.conflicts = conflicts;
        this.quarantines = quarantines;
        this.verifications = verifications;
        this.levels = levels;
        this.meters = meters;
        this.access = access;
        this.since = clock.instant();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CacheHealth health() {
        String tenant = access.tenant();
        Optional<Counts> counts = verifications.of(tenant);
        return new CacheHealth(
                counts.map(Counts::verified).orElse(0L),
                counts.map(Counts::mismatched).orElse(0L),
                counts.map(Counts::since).orElse(null),
                quarantines.list(tenant),
                levels.all(),
                meters.corruptCount(),
                since,
                conflicts.list(tenant));
    }
}
