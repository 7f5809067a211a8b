package dev.buildserver.cache.stats;

import dev.buildserver.cache.access.CacheAccess;
import dev.buildserver.cache.usage.SavedTime;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.CacheStats;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The cache's statistics. */
@Path("/internal/v1/cache/stats")
@RolesAllowed({Roles.DEVELOPER, Roles.SERVICE})
@Singleton
@Blocking
class StatsResource {
    private final CacheMeters meters;
    private final Usage usage;
    private final SavedTime savedTime;
    private final CacheAccess access;
    private final Instant since;

    StatsResource(
            CacheMeters meters,
            Usage usage,
            SavedTime savedTime,
            CacheAccess access,
            InstantSource clock) {
        this.meters = meters;
        this.usage = usage;
        this.savedTime = savedTime;
        this.access = access;
        this.since = clock.instant();
    }

    @GET
    public CacheStats stats() {
        Optional<Usage.Totals> totals = usage.totals();
        return new CacheStats(
                meters.hits(),
                meters.misses(),
                meters.hitRate().isPresent() ? meters.hitRate().getAsDouble() : null,
                meters.readBytes(),
                meters.writtenBytes(),
                totals.map(Usage.Totals::entries).orElse(null),
                totals.map(Usage.Totals::totalBytes).orElse(null),
                since,
                List.copyOf(savedTime.byProject(access.tenant()).values()));
    }
}
