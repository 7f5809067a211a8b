package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.PoolList;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Where users look at agents and pools. */
@Path("/internal/v1")
@RolesAllowed(Roles.DEVELOPER)
class AgentsResource {
    private final AgentDirectory directory;
    private final Caller caller;

    AgentsResource(AgentDirectory directory, Caller caller) {
        this.directory = directory;
        this.caller = caller;
    }

    @GET
    @Path("/agents")
    public AgentList agents() {
        return new AgentList(directory.agents(caller.tenant()));
    }

    @GET
    @Path("/agents/{id}")
    public AgentDetails agent(@PathParam("id") String id) {
        return directory
                .agent(id, caller.tenant())
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.AGENT_NOT_FOUND, "There is no agent " + id));
    }

    @GET
    @Path("/pools")
    public PoolList pools() {
        return new PoolList(directory.pools());
    }

    @GET
    @Path("/pools/{name}")
    public PoolDetails pool(@PathParam("name") String name) {
        return directory.pools().stream()
                .filter(pool -> pool.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.POOL_NOT_FOUND, "There is no pool " + name));
    }
}
