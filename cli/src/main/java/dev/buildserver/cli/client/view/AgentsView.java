package dev.buildserver.cli.client.view;

import java.util.List;

/** All agents. */
public record AgentsView(List<AgentView> agents) {
    public AgentsView {
        agents = agents == null ? List.of() : List.copyOf(agents);
    }
}
