package dev.buildserver.orchestrator.session;

import dev.buildserver.support.security.Caller;
import java.util.Optional;

/**
 * For which agents a token speaks: for one by its name, or, where agents come and go under names
 * that nobody knows before, for all of a pool (subject {@code pool:NAME}).
 *
 * @param pool the token's claim; a token for one agent may have none
 */
public record AgentCredential(String subject, Optional<String> pool) {
    private static final String OF_POOL = "pool:";

    public static AgentCredential of(Caller caller) {
        return new AgentCredential(caller.subject(), caller.claim("pool"));
    }

    boolean speaksFor(String agentId, String agentPool) {
        boolean itsPool = pool.filter(agentPool::equalsIgnoreCase).isPresent();
        if (subject.startsWith(OF_POOL)) {
            return itsPool && subject.equalsIgnoreCase(OF_POOL + agentPool);
        }
        return subject.equals(agentId) && (pool.isEmpty() || itsPool);
    }
}
