package dev.buildserver.gateway.agent;

import dev.buildserver.gateway.upstream.Orchestrator;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Pools of agents. */
@Path("/api/v1/pools")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Agents")
class PoolsResource {
    private final Orchestrator orchestrator;

    PoolsResource(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    @GET
    @Operation(operationId = "listPools", summary = "All pools")
    public Uni<PoolListView> pools() {
        return orchestrator
                .pools()
                .map(
                        list ->
                                new PoolListView(
                                        list.pools().stream().map(PoolHealthView::of).toList()));
    }

    @GET
    @Path("/{name}/health")
    @Operation(operationId = "getPoolHealth", summary = "How a pool is; its name in any case")
    public Uni<PoolHealthView> health(@RestPath String name) {
        return orchestrator.pool(Names.pool(name)).map(PoolHealthView::of);
    }
}
