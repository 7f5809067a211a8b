package dev.buildserver.gateway.agent;

import java.util.List;

/** All agents. */
public record AgentListView(List<AgentView> agents) {}
