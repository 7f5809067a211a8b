package dev.buildserver.orchestrator.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.contract.agent.Registered;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.agents.AgentModeChanged;
import dev.buildserver.orchestrator.agents.Pool;
import dev.buildserver.orchestrator.agents.Pools;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.lifecycle.AttemptEnd;
import dev.buildserver.orchestrator.lifecycle.AttemptEnds;
import dev.buildserver.orchestrator.lifecycle.LifecycleStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Opens, keeps and ends sessions. */
@ApplicationScoped
public class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final Duration LATELY = Duration.ofSeconds(1);

    private final SessionStore store;
    private final LifecycleStore attempts;
    private final AttemptEnds ends;
    private final Pools pools;
    private final OrchestratorConfig config;
    private final UuidV7 ids;
    private final Cache<UUID, Optional<SessionStore.Session>> lately =
            Caffeine.newBuilder().expireAfterWrite(LATELY).build();

    Sessions(
            SessionStore store,
            LifecycleStore attempts,
            AttemptEnds ends,
            Pools pools,
            OrchestratorConfig config,
            UuidV7 ids) {
        this.store = store;
        this.attempts = attempts;
        this.ends = ends;
        this.pools = pools;
        this.config = config;
        this.ids = ids;
    }

    /**
     * Opens a session.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} for an unknown pool and the like
     */
    Registered register(RegisterAgent agent) {
        Pool pool =
                pools.find(agent.pool())
                        .orElseThrow(
                                () ->
                                        BuildServerException.invalid(
                                                List.of(
                                                        new Violation(
                                                                "pool",
                                                                "There is no pool \""
                                                                        + agent.pool()
                                                                        + "\"; there are "
                                                                        + pools.names()))));
        UUID sessionId = ids.next();
        store.open(sessionId, agent, pool.name());
        // It may have replaced another.
        lately.invalidateAll();
        LOG.infof(
                "Agent %s of pool %s opened session %s", agent.agentName(), pool.name(), sessionId);
        return new Registered(
                sessionId,
                config.sessions().heartbeatEvery(),
                config.sessions().ttl(),
                config.sessions().orphanLimit(),
                config.artifactUrl().toString(),
                config.cacheUrl().toString());
    }

    void modeChanged(@Observes AgentModeChanged event) {
        lately.invalidateAll();
    }

    /**
     * The session, if it is the agent's and goes on.
     *
     * @throws BuildServerException {@code SESSION_ENDED} with {@code reason}, {@code FORBIDDEN} for
     *     another agent's
     */
    public SessionStore.Session require(UUID sessionId, AgentCredential credential) {
        return require(sessionId, store.find(sessionId), credential);
    }

    /**
     * As {@link #require}, from what was known a second ago: for polls, after which PostgreSQL
     * decides anyway.
     */
    public SessionStore.Session requireLately(UUID sessionId, AgentCredential credential) {
        return require(sessionId, lately.get(sessionId, store::find), credential);
    }

    private static SessionStore.Session require(
            UUID sessionId, Optional<SessionStore.Session> found, AgentCredential credential) {
        SessionStore.Session session = found.orElseThrow(() -> ended(sessionId, "unknown"));
        if (!credential.speaksFor(session.agentId(), session.pool())) {
            throw new BuildServerException(ErrorCode.FORBIDDEN, "The session is another agent's");
        }
        if (session.ended()) {
            throw ended(sessionId, session.endReason());
        }
        return session;
    }

    /** Ends the session on the agent's own wish: what it holds goes back to the queue at once. */
    void deregister(SessionStore.Session session) {
        store.end(session.sessionId(), "deregistered");
        lately.invalidate(session.sessionId());
        attempts.heldBy(session.sessionId()).stream()
                .map(
                        held ->
                                ends.end(
                                        AttemptEnd.byServer(
                                                held.task(),
                                                held.attemptUid(),
                                                AttemptOutcome.RETURNED,
                                                "Agent " + session.agentId() + " signed off")))
                .toList()
                .forEach(CompletableFuture::join);
        LOG.infof("Agent %s signed off", session.agentId());
    }

    static BuildServerException ended(UUID sessionId, String reason) {
        return new BuildServerException(
                        ErrorCode.SESSION_ENDED, "Session " + sessionId + " has ended: " + reason)
                .with("reason", reason);
    }
}
