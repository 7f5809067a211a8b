package dev.buildserver.gateway.upstream;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.DrainAgent;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.PoolList;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.BuildPage;
import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.contract.cache.BuildCacheReport;
import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitList;
import dev.buildserver.contract.limit.SetLimit;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;

/** The orchestrator's interface as it goes over the wire. */
@Path("/internal/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface OrchestratorApi {
    @POST
    @Path("/builds")
    Uni<BuildAccepted> submit(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            SubmitBuild build);

    @GET
    @Path("/builds")
    Uni<BuildPage> builds(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @RestQuery MultivaluedMap<String, String> filter);

    @GET
    @Path("/builds/{id}")
    Uni<BuildDetails> build(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") UUID id);

    @GET
    @Path("/builds/{id}/cache")
    Uni<BuildCacheReport> cacheReport(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") UUID id);

    @POST
    @Path("/builds/{id}/cancel")
    Uni<CancelAnswer> cancel(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") UUID id);

    @POST
    @Path("/builds/{id}/rerun")
    Uni<BuildAccepted> rerun(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @PathParam("id") UUID id);

    @GET
    @Path("/agents")
    Uni<AgentList> agents(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @GET
    @Path("/agents/{id}")
    Uni<AgentDetails> agent(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") String id);

    @POST
    @Path("/agents/{id}/maintenance")
    Uni<AgentDetails> maintain(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("id") String id,
            SetMaintenance order);

    @POST
    @Path("/agents/{id}/drain")
    Uni<AgentDetails> drain(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("id") String id,
            DrainAgent order);

    @GET
    @Path("/limits")
    Uni<LimitList> limits(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @GET
    @Path("/{kind}/{name}/limit")
    Uni<LimitDetails> limit(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("kind") String kind,
            @PathParam("name") String name);

    @PUT
    @Path("/{kind}/{name}/limit")
    Uni<LimitDetails> setLimit(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            SetLimit limit);

    @DELETE
    @Path("/{kind}/{name}/limit")
    Uni<LimitDetails> clearLimit(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @PathParam("kind") String kind,
            @PathParam("name") String name);

    @GET
    @Path("/pools")
    Uni<PoolList> pools(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer);

    @GET
    @Path("/pools/{name}")
    Uni<PoolDetails> pool(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("name") String name);

    @ClientExceptionMapper
    static RuntimeException error(Response answer) {
        return UpstreamErrors.told(answer);
    }
}
