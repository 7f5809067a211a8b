package dev.buildserver.orchestrator.agents;

/** Event: an operator keeps an agent from taking work, or lets it again, and it is committed. */
public record AgentModeChanged(String agentId, boolean takesWork) {}
