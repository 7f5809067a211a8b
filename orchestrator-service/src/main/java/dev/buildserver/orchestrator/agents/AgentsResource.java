package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.DrainAgent;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.PoolList;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Where users look at agents and pools, and operators take agents out of service. */
@Path("/internal/v1")
@RolesAllowed(Roles.DEVELOPER)
class AgentsResource {
    private final AgentDirectory directory;
    private final AgentModes modes;
    private final Caller caller;

    AgentsResource(AgentDirectory directory, AgentModes modes, Caller caller) {
        this.directory = directory;
        this.modes = modes;
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

    @POST
    @Path("/agents/{id}/maintenance")
    @RolesAllowed(Roles.BUILD_MASTER)
    public AgentDetails maintain(@PathParam("id") String id, SetMaintenance request) {
        modes.maintain(id, request, caller.email().orElse(caller.subject()));
        return agent(id);
    }

    @POST
    @Path("/agents/{id}/drain")
    @RolesAllowed(Roles.BUILD_MASTER)
    public AgentDetails drain(@PathParam("id") String id, DrainAgent request) {
        modes.drain(id, request, caller.email().orElse(caller.subject()));
        return agent(id);
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
