package dev.buildserver.gateway.agent;

import dev.buildserver.contract.agent.DrainAgent;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.gateway.submission.Fields;
import dev.buildserver.gateway.submission.Rule;
import dev.buildserver.gateway.submission.SmallBody;
import dev.buildserver.gateway.upstream.Orchestrator;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
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
    private final SmallBody bodies;

    AgentsResource(Orchestrator orchestrator, AgentViews views, SmallBody bodies) {
        this.orchestrator = orchestrator;
        this.views = views;
        this.bodies = bodies;
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

    @POST
    @Path("/{agentId}/maintenance")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BUILD_MASTER)
    @Operation(
            operationId = "setAgentMaintenance",
            summary = "Keeps an agent from taking work, or lets it again",
            description =
                    "What it runs may finish. Outlives starts of the agent. Needs the role"
                            + " BuildMaster")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SetMaintenance.class)))
    public Uni<AgentView> maintain(@RestPath String agentId, InputStream body) {
        String name = Names.agent(agentId);
        SetMaintenance order =
                bodies.read(
                        body,
                        fields ->
                                new SetMaintenance(fields.requiredFlag("enabled"), reason(fields)));
        return orchestrator.maintain(name, order).map(views::agent);
    }

    @POST
    @Path("/{agentId}/drain")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BUILD_MASTER)
    @Operation(
            operationId = "drainAgent",
            summary = "Keeps an agent from taking work; at a deadline what it runs is handed back",
            description =
                    "What is handed back goes to another agent and does not count as a failure."
                            + " Ended by turning maintenance off. Needs the role BuildMaster")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DrainAgent.class)))
    public Uni<AgentView> drain(@RestPath String agentId, InputStream body) {
        String name = Names.agent(agentId);
        DrainAgent order =
                bodies.read(
                        body,
                        fields ->
                                new DrainAgent(
                                        fields.number("deadlineSeconds", 0, DrainAgent.LONGEST),
                                        reason(fields)));
        return orchestrator.drain(name, order).map(views::agent);
    }

    private static String reason(Fields fields) {
        return fields.optional("reason", Rule.line(SetMaintenance.LONGEST_REASON)).orElse(null);
    }
}
