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

/** Agents. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Agents")
class AgentsResource {
    private final Orchestrator orchestrator;
    private final AgentViews views;

    AgentsResource(Orchestrator orchestrator, AgentViews views) {
        this.orchestrator = orchestrator;
        this.views = views;
    }

    @GET
    @Operation(operationId = "listAgents", summary = "All agents")
    public Uni<AgentListView> agents() {
        return orchestrator.agents().map(views::list);
    }

    @GET
    @Path("/{agentId}")
    @Operation(operationId = "getAgent", summary = "An agent")
    public Uni<AgentView> agent(@RestPath String agentId) {
        return orchestrator.agent(Names.agent(agentId)).map(views::agent);
    }

    @GET
    @Path("/{agentId}/health")
    @Operation(operationId = "getAgentHealth", summary = "How an agent is, by its own checks")
    public Uni<AgentHealthView> health(@RestPath String agentId) {
        return orchestrator.agent(Names.agent(agentId)).map(views::health);
    }
}
