package dev.buildserver.orchestrator.fleet;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.PoolList;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Agents and pools, for the gateway to show. */
@Path("/internal/v1")
@RolesAllowed({Roles.DEVELOPER, Roles.SERVICE})
@Blocking
public class FleetResource {
    private final Fleet fleet;

    FleetResource(Fleet fleet) {
        this.fleet = fleet;
    }

    @GET
    @Path("agents")
    public AgentList agents() {
        return new AgentList(fleet.agents());
    }

    @GET
    @Path("agents/{id}")
    public AgentDetails agent(String id) {
        return fleet.agent(id)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.AGENT_NOT_FOUND, "There is no agent " + id));
    }

    @GET
    @Path("pools")
    public PoolList pools() {
        return new PoolList(fleet.pools());
    }

    /**
     * @param name in any case
     */
    @GET
    @Path("pools/{name}")
    public PoolDetails pool(String name) {
        return fleet.pools().stream()
                .filter(pool -> pool.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.POOL_NOT_FOUND, "There is no pool " + name));
    }
}
