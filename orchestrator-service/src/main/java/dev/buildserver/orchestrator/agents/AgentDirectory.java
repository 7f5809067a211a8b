package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.PoolDetails;
import java.util.List;
import java.util.Optional;

/** Agents and pools as they are now. They belong to all tenants; what they build does not. */
public interface AgentDirectory {
    /**
     * All agents that ever registered, by name.
     *
     * @param tenant whose builds are named as running
     */
    List<AgentDetails> agents(String tenant);

    /** Like {@link #agents}, one of them. */
    Optional<AgentDetails> agent(String agentId, String tenant);

    List<PoolDetails> pools();
}
