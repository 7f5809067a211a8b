package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.PoolDetails;
import java.util.List;
import java.util.Optional;

/** Agents and pools as they are now. */
public interface AgentDirectory {
    List<AgentDetails> agents();

    Optional<AgentDetails> agent(String agentId);

    List<PoolDetails> pools();
}
