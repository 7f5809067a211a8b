package dev.buildserver.contract.agent;

import java.util.List;

/** All agents. */
public record AgentList(List<AgentDetails> agents) {
    public AgentList {
        agents = agents == null ? List.of() : List.copyOf(agents);
    }
}
