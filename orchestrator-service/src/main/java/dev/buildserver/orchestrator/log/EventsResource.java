package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.orchestrator.lifecycle.LeasedTask;
import dev.buildserver.orchestrator.session.SignsOfLife;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;

/** Where attempts tell what happens in them. */
@Path("/agents/v1/leases/{attempt}/events")
@RolesAllowed(Roles.LEASE)
class EventsResource {
    private final EventIntake intake;
    private final LeasedTask leasedTask;
    private final SignsOfLife signs;
    private final Caller caller;

    EventsResource(EventIntake intake, LeasedTask leasedTask, SignsOfLife signs, Caller caller) {
        this.intake = intake;
        this.leasedTask = leasedTask;
        this.signs = signs;
        this.caller = caller;
    }

    @POST
    public Uni<EventsAnswer> events(@PathParam("attempt") UUID attemptUid, EventBatch batch) {
        caller.requireAttempt(attemptUid);
        caller.claim("session").map(UUID::fromString).ifPresent(signs::seen);
        return intake.take(leasedTask.key(), attemptUid, leasedTask.since(), batch);
    }
}
