package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.artifact.ArtifactList;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** The artifact service's interface as it goes over the wire, but for contents. */
@Path("/internal/v1")
@Produces(MediaType.APPLICATION_JSON)
interface ArtifactApi {
    @GET
    @Path("/attempts/{attemptUid}/artifacts")
    Uni<ArtifactList> ofAttempt(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("attemptUid") UUID attemptUid);

    @GET
    @Path("/artifacts/{id}")
    Uni<ArtifactMetadata> artifact(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") UUID id);

    @ClientExceptionMapper
    static RuntimeException error(Response answer) {
        return UpstreamErrors.told(answer);
    }
}
