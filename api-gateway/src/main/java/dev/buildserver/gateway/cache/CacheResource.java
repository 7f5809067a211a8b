package dev.buildserver.gateway.cache;

import dev.buildserver.gateway.http.Ids;
import dev.buildserver.gateway.upstream.BuildCache;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The build cache. */
@Path("/api/v1/cache")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cache")
class CacheResource {
    private final BuildCache cache;

    CacheResource(BuildCache cache) {
        this.cache = cache;
    }

    @GET
    @Path("/health")
    @RolesAllowed(Roles.DEVELOPER)
    @Operation(
            operationId = "getCacheHealth",
            summary = "How much of the cache was verified, and what was wrong")
    public Uni<CacheHealthView> health() {
        return cache.health().map(CacheHealthView::of);
    }

    @DELETE
    @Path("/quarantine/{quarantineId}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "liftQuarantine",
            summary = "Lets a project use the cache again",
            description =
                    "Nothing that was stored before is found again. Needs the role Admin; who lifted"
                            + " it stays on record")
    public Uni<QuarantineView> lift(@RestPath String quarantineId) {
        return cache.lift(Ids.quarantine(quarantineId)).map(QuarantineView::of);
    }
}
