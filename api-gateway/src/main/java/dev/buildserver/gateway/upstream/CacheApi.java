package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** The cache service's interface as it goes over the wire. */
@Path("/internal/v1/cache")
@Produces(MediaType.APPLICATION_JSON)
interface CacheApi {
    @GET
    @Path("/health")
    Uni<CacheHealth> health(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @DELETE
    @Path("/quarantine/{id}")
    Uni<Quarantined> lift(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") UUID id);

    @ClientExceptionMapper
    static RuntimeException error(Response answer) {
        return UpstreamErrors.told(answer);
    }
}
