package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.gateway.http.Ids;
import dev.buildserver.gateway.submission.BuildRequest;
import dev.buildserver.gateway.submission.Submissions;
import dev.buildserver.gateway.upstream.Orchestrator;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Builds. */
@Path("/api/v1/builds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Builds")
class BuildsResource {
    private static final String REPEATABLE =
            "Makes a repetition harmless: within a day, the same key gives the same build";

    private final Submissions submissions;
    private final Orchestrator orchestrator;
    private final MayCancel cancelling;
    private final PoolTypes pools;
    private final BuildViews views;
    private final Links links;

    BuildsResource(
            Submissions submissions,
            Orchestrator orchestrator,
            MayCancel cancelling,
            PoolTypes pools,
            BuildViews views,
            Links links) {
        this.submissions = submissions;
        this.orchestrator = orchestrator;
        this.cancelling = cancelling;
        this.pools = pools;
        this.views = views;
        this.links = links;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "submitBuild", summary = "Asks for a build")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BuildRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "The build is kept and will be carried out",
            headers = @Header(name = "Location", description = "Address of the build"),
            content = @Content(schema = @Schema(implementation = SubmittedView.class)))
    public Uni<RestResponse<SubmittedView>> submit(
            InputStream body,
            @Parameter(description = REPEATABLE) @HeaderParam("Idempotency-Key")
                    String idempotencyKey) {
        return submissions
                .submit(body, idempotencyKey)
                .map(build -> accepted(SubmittedView.of(build, links)));
    }

    @GET
    @Operation(operationId = "listBuilds", summary = "Builds, newest first")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "May be given several times",
            schema = @Schema(type = SchemaType.ARRAY, implementation = BuildStatus.class))
    @Parameter(name = "project", in = ParameterIn.QUERY)
    @Parameter(name = "branch", in = ParameterIn.QUERY, description = "Short or full name")
    @Parameter(name = "requester", in = ParameterIn.QUERY, description = "E-mail address")
    @Parameter(
            name = "strategy",
            in = ParameterIn.QUERY,
            schema = @Schema(implementation = BuildStrategy.class))
    @Parameter(name = "pool", in = ParameterIn.QUERY, description = "In any case")
    @Parameter(
            name = "createdAfter",
            in = ParameterIn.QUERY,
            description = "UTC",
            schema = @Schema(format = "date-time"))
    @Parameter(
            name = "createdBefore",
            in = ParameterIn.QUERY,
            description = "UTC",
            schema = @Schema(format = "date-time"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "200",
                            defaultValue = "50"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "nextCursor of the page before")
    public Uni<BuildListView> builds(@Context UriInfo address) {
        return orchestrator
                .builds(ListFilter.read(address.getQueryParameters()))
                .map(page -> BuildListView.of(page, views));
    }

    @GET
    @Path("/{executionId}")
    @Operation(operationId = "getBuild", summary = "A build")
    public Uni<BuildView> build(@RestPath String executionId) {
        return orchestrator.build(Ids.build(executionId)).chain(this::view);
    }

    @GET
    @Path("/{executionId}/cache")
    @Operation(
            operationId = "getBuildCache",
            summary = "What the cache did for a build, and why it did not do more")
    public Uni<CacheReportView> cache(@RestPath String executionId) {
        return orchestrator.cacheReport(Ids.build(executionId)).map(CacheReportView::of);
    }

    @POST
    @Path("/{executionId}/cancel")
    @Operation(
            operationId = "cancelBuild",
            summary = "Asks for the end of a build",
            description =
                    "Needs the role BuildMaster, unless requesters may cancel their own builds")
    public Uni<CancelAnswer> cancel(@RestPath String executionId) {
        UUID id = Ids.build(executionId);
        cancelling.check();
        return orchestrator.cancel(id);
    }

    @POST
    @Path("/{executionId}/rerun")
    @Operation(
            operationId = "rerunBuild",
            summary = "Asks for the same build again, of the same commit")
    @APIResponse(
            responseCode = "202",
            description = "The build is kept and will be carried out",
            headers = @Header(name = "Location", description = "Address of the build"),
            content = @Content(schema = @Schema(implementation = SubmittedView.class)))
    public Uni<RestResponse<SubmittedView>> rerun(
            @RestPath String executionId,
            @Parameter(description = REPEATABLE) @HeaderParam("Idempotency-Key")
                    String idempotencyKey) {
        UUID id = Ids.build(executionId);
        return submissions
                .rerun(id, idempotencyKey)
                .map(build -> accepted(SubmittedView.of(build, links)));
    }

    private Uni<BuildView> view(BuildDetails build) {
        return pools.of(build.targetPool()).map(type -> views.view(build, type.orElse(null)));
    }

    private static RestResponse<SubmittedView> accepted(SubmittedView build) {
        // As text: the framework would make the address absolute by the Host header.
        return RestResponse.ResponseBuilder.<SubmittedView>accepted(build)
                .header("Location", Links.self(build.executionId()))
                .build();
    }
}
