package dev.buildserver.orchestrator.submission;

import dev.buildserver.contract.build.BuildAccepted;
import dev.buildserver.contract.build.SubmitBuild;
import dev.buildserver.orchestrator.telemetry.TraceContext;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Where users ask for builds. */
@Path("/internal/v1/builds")
@RolesAllowed(Roles.DEVELOPER)
class SubmissionResource {
    private static final int ACCEPTED = 202;

    private final SubmitBuilds builds;
    private final Caller caller;

    SubmissionResource(SubmitBuilds builds, Caller caller) {
        this.builds = builds;
        this.caller = caller;
    }

    @POST
    @ResponseStatus(ACCEPTED)
    public BuildAccepted submit(
            @HeaderParam("Idempotency-Key") String idempotencyKey, SubmitBuild request) {
        return builds.submit(request, submitter(idempotencyKey));
    }

    @POST
    @Path("/{id}/rerun")
    @ResponseStatus(ACCEPTED)
    public BuildAccepted rerun(
            @PathParam("id") UUID id, @HeaderParam("Idempotency-Key") String idempotencyKey) {
        return builds.rerun(id, submitter(idempotencyKey));
    }

    private Submitter submitter(String idempotencyKey) {
        return new Submitter(
                caller.tenant(),
                caller.email().orElse(caller.subject()),
                caller.has(Roles.BUILD_MASTER),
                TraceContext.ofCurrentSpan(),
                IdempotencyKey.parse(idempotencyKey));
    }
}
