package dev.buildserver.orchestrator.session;

import dev.buildserver.contract.agent.Commands;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.HeartbeatAnswer;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Registered;
import dev.buildserver.orchestrator.request.WaitTime;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;

/** Where agents sign on, show that they live, hear what to stop, and sign off. */
@Path("/agents/v1")
@RolesAllowed(Roles.AGENT)
class SessionsResource {
    private final Sessions sessions;
    private final HeartbeatIntake heartbeats;
    private final SignsOfLife signs;
    private final CommandPolls polls;
    private final Caller caller;

    SessionsResource(
            Sessions sessions,
            HeartbeatIntake heartbeats,
            SignsOfLife signs,
            CommandPolls polls,
            Caller caller) {
        this.sessions = sessions;
        this.heartbeats = heartbeats;
        this.signs = signs;
        this.polls = polls;
        this.caller = caller;
    }

    @POST
    @Path("/register")
    public Registered register(RegisterAgent agent) {
        Registration.require(agent, caller);
        return sessions.register(agent);
    }

    @POST
    @Path("/sessions/{session}/heartbeat")
    @Blocking
    public Uni<HeartbeatAnswer> heartbeat(@PathParam("session") UUID session, Heartbeat heartbeat) {
        Registration.require(heartbeat);
        sessions.requireLately(session, AgentCredential.of(caller));
        return heartbeats.beat(session, heartbeat);
    }

    @GET
    @Path("/sessions/{session}/commands")
    @Blocking
    public Uni<Commands> commands(
            @PathParam("session") UUID session,
            @QueryParam("known") List<String> known,
            @QueryParam("knownDrain") boolean knownDrain,
            @QueryParam("wait") String wait) {
        sessions.requireLately(session, AgentCredential.of(caller));
        signs.seen(session);
        return polls.poll(session, KnownAttempts.parse(known), knownDrain, WaitTime.parse(wait));
    }

    @DELETE
    @Path("/sessions/{session}")
    public void deregister(@PathParam("session") UUID session) {
        sessions.deregister(sessions.require(session, AgentCredential.of(caller)));
    }
}
