package dev.buildserver.gateway.limit;

import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.contract.limit.SetLimit;
import dev.buildserver.gateway.upstream.Orchestrator;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
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

/** Limits of concurrent builds. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Limits")
class LimitsResource {
    private final Orchestrator orchestrator;
    private final LimitRequests requests;

    LimitsResource(Orchestrator orchestrator, LimitRequests requests) {
        this.orchestrator = orchestrator;
        this.requests = requests;
    }

    @GET
    @Path("/limits")
    @RolesAllowed(Roles.DEVELOPER)
    @Operation(operationId = "listLimits", summary = "The limits of the caller's tenant")
    public Uni<LimitListView> limits() {
        return orchestrator
                .limits()
                .map(all -> new LimitListView(all.limits().stream().map(LimitView::of).toList()));
    }

    @GET
    @Path("/projects/{name}/limit")
    @RolesAllowed(Roles.DEVELOPER)
    @Operation(operationId = "getProjectLimit", summary = "How many builds of a project may run")
    public Uni<LimitView> project(@RestPath String name) {
        return orchestrator
                .limit(LimitScope.PROJECT, LimitRequests.project(name))
                .map(LimitView::of);
    }

    @PUT
    @Path("/projects/{name}/limit")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BUILD_MASTER)
    @Operation(
            operationId = "setProjectLimit",
            summary = "Says how many builds of a project may run",
            description = "What runs goes on; 0 starts nothing. Needs the role BuildMaster")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SetLimit.class)))
    public Uni<LimitView> setProject(@RestPath String name, InputStream body) {
        String checked = LimitRequests.project(name);
        return orchestrator
                .setLimit(LimitScope.PROJECT, checked, requests.read(body))
                .map(LimitView::of);
    }

    @DELETE
    @Path("/projects/{name}/limit")
    @RolesAllowed(Roles.BUILD_MASTER)
    @Operation(
            operationId = "clearProjectLimit",
            summary = "Ends the limit of a project; the server's default counts, if it has one",
            description = "Needs the role BuildMaster")
    public Uni<LimitView> clearProject(@RestPath String name) {
        return orchestrator
                .clearLimit(LimitScope.PROJECT, LimitRequests.project(name))
                .map(LimitView::of);
    }

    @GET
    @Path("/tenants/{name}/limit")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "getTenantLimit", summary = "How many builds of a tenant may run")
    public Uni<LimitView> tenant(@RestPath String name) {
        return orchestrator.limit(LimitScope.TENANT, LimitRequests.tenant(name)).map(LimitView::of);
    }

    @PUT
    @Path("/tenants/{name}/limit")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "setTenantLimit",
            summary = "Says how many builds of a tenant may run",
            description = "What runs goes on; 0 starts nothing. Needs the role Admin")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SetLimit.class)))
    public Uni<LimitView> setTenant(@RestPath String name, InputStream body) {
        String checked = LimitRequests.tenant(name);
        return orchestrator
                .setLimit(LimitScope.TENANT, checked, requests.read(body))
                .map(LimitView::of);
    }

    @DELETE
    @Path("/tenants/{name}/limit")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "clearTenantLimit",
            summary = "Ends the limit of a tenant; the server's default counts, if it has one",
            description = "Needs the role Admin")
    public Uni<LimitView> clearTenant(@RestPath String name) {
        return orchestrator
                .clearLimit(LimitScope.TENANT, LimitRequests.tenant(name))
                .map(LimitView::of);
    }
}
