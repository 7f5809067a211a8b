package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.agent.LeaseAnswer;
import dev.buildserver.contract.agent.LeaseRequest;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.orchestrator.request.WaitTime;
import dev.buildserver.orchestrator.session.AgentCredential;
import dev.buildserver.orchestrator.session.SessionStore;
import dev.buildserver.orchestrator.session.Sessions;
import dev.buildserver.orchestrator.session.SignsOfLife;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** Where agents ask for work. */
@Path("/agents/v1/sessions/{session}/lease")
@RolesAllowed(Roles.AGENT)
class LeaseResource {
    private final Leases leases;
    private final Sessions sessions;
    private final SignsOfLife signs;
    private final Caller caller;

    LeaseResource(Leases leases, Sessions sessions, SignsOfLife signs, Caller caller) {
        this.leases = leases;
        this.sessions = sessions;
        this.signs = signs;
        this.caller = caller;
    }

    /** 204 when there was no work in time. */
    @POST
    @Blocking
    public Uni<LeaseAnswer> lease(
            @PathParam("session") UUID sessionId,
            @QueryParam("wait") String wait,
            LeaseRequest request,
            RoutingContext connection) {
        require(request);
        SessionStore.Session session =
                sessions.requireLately(sessionId, AgentCredential.of(caller));
        signs.seen(sessionId);
        return leases.poll(session, request, WaitTime.parse(wait), connection::addEndHandler);
    }

    private static void require(LeaseRequest request) {
        if (request == null || request.freeSlots() < 1 || request.freeSlots() > 64) {
            throw BuildServerException.invalid(
                    List.of(new Violation("freeSlots", "must be 1 to 64")));
        }
    }
}
