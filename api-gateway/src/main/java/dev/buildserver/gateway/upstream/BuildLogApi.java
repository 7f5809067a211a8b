package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.log.LogPage;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** What readers of logs ask the orchestrator: long polls, over connections of their own. */
@Path("/internal/v1/builds/{id}")
@Produces(MediaType.APPLICATION_JSON)
interface BuildLogApi {
    @GET
    Uni<BuildDetails> build(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") UUID id);

    @GET
    @Path("/log")
    Uni<LogPage> log(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("id") UUID id,
            @QueryParam("after") String after,
            @QueryParam("limit") int limit,
            @QueryParam("wait") long waitSeconds);

    @ClientExceptionMapper
    static RuntimeException error(Response answer) {
        return UpstreamErrors.told(answer);
    }
}
