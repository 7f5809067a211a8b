package dev.buildserver.orchestrator.agents;

import java.time.Duration;

/** Whether agents may take work. It outlives their sessions, and starts of theirs. */
public interface AgentModeStore {
    /**
     * Keeps an agent from taking work; repeated, only reason and deadline change.
     *
     * @param reason may be null
     * @param handBackAfter when what it runs is handed back; null: that may finish
     * @return false when there is no such agent
     */
    boolean takeOut(String agentId, String reason, String by, Duration handBackAfter);

    /**
     * Lets it take work again.
     *
     * @return false when there is no such agent
     */
    boolean putBack(String agentId);
}
