package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.agent.AgentState;
import dev.buildserver.domain.agent.AgentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Agents and their sessions; every agent has one that is alive, or none. */
final class InMemorySessions {
    private final SortedMap<String, Agent> agents = new TreeMap<>();
    private final Map<UUID, Session> sessions = new LinkedHashMap<>();

    private static final class Agent {
        String pool;
        boolean maintenance;
        Session last;
    }

    static final class Session {
        final Agent owner;
        final String agent;
        AgentState state;
        String endReason;
        boolean drain;
        Instant seenAt;
        Instant beatAt;
        long sequence;
        List<UUID> held = List.of();

        private Session(String agent, Agent owner, Instant now) {
            this.agent = agent;
            this.owner = owner;
            this.seenAt = now;
            this.beatAt = now;
            AgentState.Offline before = new AgentState.Offline();
            this.state = owner.maintenance ? before.toMaintenance() : before.toIdle();
        }

        boolean takesWorkOf(String pool) {
            return state instanceof AgentState.TakesWork && owner.pool.equals(pool);
        }

        boolean ended() {
            return state instanceof AgentState.Offline;
        }

        void leaseGranted() {
            state = ((AgentState.TakesWork) state).toBuilding();
        }

        void attemptEnded() {
            if (state instanceof AgentState.Online online) {
                state = online.attemptEnded();
            }
        }

        private void end(String reason) {
            if (state instanceof AgentState.Online online) {
                state = online.toOffline();
                endReason = reason;
            }
        }

        private void look() {
            if (state instanceof AgentState.Online online) {
                state = drain || owner.maintenance ? online.heldBack() : online.released();
            }
        }
    }

    Session get(UUID id) {
        return sessions.get(id);
    }

    Map<UUID, Session> all() {
        return sessions;
    }

    void register(UUID id, String name, String pool, Instant now) {
        Agent agent = agents.computeIfAbsent(name, any -> new Agent());
        agent.pool = pool;
        if (agent.last != null) {
            agent.last.end("replaced");
        }
        agent.last = new Session(name, agent, now);
        sessions.put(id, agent.last);
    }

    void beat(UUID id, long sequence, List<UUID> held, Instant now) {
        Session session = sessions.get(id);
        if (!session.ended() && session.sequence < sequence) {
            session.seenAt = now;
            session.beatAt = now;
            session.sequence = sequence;
            session.held = held;
        }
    }

    void touch(UUID id, Instant now) {
        Session session = sessions.get(id);
        if (!session.ended()) {
            session.seenAt = now;
        }
    }

    void signOff(UUID id) {
        sessions.get(id).end("deregistered");
    }

    Set<UUID> expire(Instant now, Duration ttl) {
        Set<UUID> expired = new HashSet<>();
        sessions.forEach(
                (id, session) -> {
                    if (!session.ended() && session.seenAt.isBefore(now.minus(ttl))) {
                        session.end("expired");
                        expired.add(id);
                    }
                });
        return expired;
    }

    void maintain(String name, boolean maintenance) {
        Agent agent = agents.get(name);
        if (agent != null) {
            agent.maintenance = maintenance;
            agent.last.look();
        }
    }

    void drain(UUID id, boolean drain) {
        Session session = sessions.get(id);
        session.drain = drain;
        session.look();
    }

    /** Whether an agent that is not excluded could take a task of the pool. */
    boolean anyFor(String pool, List<String> excluded) {
        return sessions.values().stream()
                .anyMatch(s -> s.takesWorkOf(pool) && !excluded.contains(s.agent));
    }

    SortedMap<String, AgentStatus> statuses() {
        SortedMap<String, AgentStatus> statuses = new TreeMap<>();
        agents.forEach((name, agent) -> statuses.put(name, agent.last.state.kind()));
        return statuses;
    }
}
