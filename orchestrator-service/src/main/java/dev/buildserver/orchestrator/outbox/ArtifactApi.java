package dev.buildserver.orchestrator.outbox;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** What the artifact service is told. Both calls may be repeated. */
@Path("/internal/v1/attempts/{attempt}")
interface ArtifactApi {
    /** The attempt's artifacts are to be kept. */
    @POST
    @Path("/publish")
    Response publish(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("attempt") String attemptUid);

    /** The attempt's artifacts are to be deleted. */
    @DELETE
    Response drop(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("attempt") String attemptUid);
}
