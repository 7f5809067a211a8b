package dev.buildserver.orchestrator.session;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.RegisterAgent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sessions, as PostgreSQL knows them; all times are its own. */
public interface SessionStore {
    /**
     * Opens a session and ends an older one of the same agent.
     *
     * @param pool the pool's exact name
     */
    void open(UUID sessionId, RegisterAgent agent, String pool);

    /**
     * A session.
     *
     * @param maintenance whether an operator keeps the agent from taking work
     * @param endReason null while it is active
     * @param capabilities of its agent
     */
    record Session(
            UUID sessionId,
            String agentId,
            String pool,
            boolean drain,
            boolean maintenance,
            String endReason,
            Capabilities capabilities) {
        /** Whether it may get leases. */
        public boolean takesWork() {
            return !ended() && !drain && !maintenance;
        }

        /** Whether it is over. */
        public boolean ended() {
            return endReason != null;
        }
    }

    Optional<Session> find(UUID sessionId);

    /** A session's heartbeat. */
    record Beat(UUID sessionId, Heartbeat heartbeat) {}

    /**
     * Notes heartbeats of different sessions, each unless the session is over or a later one was
     * noted.
     *
     * @return the sessions as they are then
     */
    Map<UUID, Session> beat(List<Beat> beats);

    /** Notes signs of life. */
    void touch(Collection<UUID> sessionIds);

    /** Ends a session; does nothing when it is over. */
    void end(UUID sessionId, String reason);

    /** Ends the sessions that were silent for too long. */
    List<UUID> expire(Duration ttl);

    /** What an active session said it holds, and whether it takes no more work. */
    record State(UUID sessionId, boolean ended, boolean drain, List<UUID> held) {}

    List<State> states(Collection<UUID> sessionIds);
}
