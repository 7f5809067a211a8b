package dev.buildserver.orchestrator.fleet;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.PoolDetails;
import java.util.List;
import java.util.Optional;

/** Reads agents and pools. They are the system's, not a tenant's. */
public interface Fleet {
    /** All agents that ever registered, by name. */
    List<AgentDetails> agents();

    Optional<AgentDetails> agent(String agentId);

    /** All pools, by name, with the sums over their agents. */
    List<PoolDetails> pools();
}
