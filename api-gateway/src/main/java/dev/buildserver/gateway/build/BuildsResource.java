package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.build.CancelAnswer;
import dev.buildserver.gateway.http.Ids;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Builds. */
@Path("/api/v1/builds")
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Builds")
class BuildsResource {
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
    @Operation(summary = "Asks for a build")
    public Uni<RestResponse<SubmittedView>> submit(
            InputStream body, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        return submissions
                .submit(body, idempotencyKey)
                .map(build -> accepted(SubmittedView.of(build, links)));
    }

    @GET
    @Operation(summary = "Builds, newest first")
    public Uni<BuildListView> builds(@Context UriInfo address) {
        return orchestrator
                .builds(ListFilter.read(address.getQueryParameters()))
                .map(page -> BuildListView.of(page, views));
    }

    @GET
    @Path("/{executionId}")
    @Operation(summary = "A build")
    public Uni<BuildView> build(@RestPath String executionId) {
        return orchestrator.build(Ids.build(executionId)).chain(this::view);
    }

    @POST
    @Path("/{executionId}/cancel")
    @Operation(summary = "Asks for the end of a build")
    public Uni<CancelAnswer> cancel(@RestPath String executionId) {
        UUID id = Ids.build(executionId);
        cancelling.check();
        return orchestrator.cancel(id);
    }

    @POST
    @Path("/{executionId}/rerun")
    @Operation(summary = "Asks for the same build again")
    public Uni<RestResponse<SubmittedView>> rerun(
            @RestPath String executionId, @HeaderParam("Idempotency-Key") String idempotencyKey) {
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
