package dev.buildserver.orchestrator.metrics;

import dev.buildserver.contract.agent.AgentDetails;
import java.util.List;

/**
 * How many agents a pool should have: those that build, and as many more as the queue needs beyond
 * the free slots of these. Never below the busy ones, so that scaling down takes idle agents only;
 * a queue's length alone says nothing of them.
 */
final class AgentDemand {
    private AgentDemand() {}

    /**
     * @param connected the pool's connected agents
     * @param queued tasks that one more agent of the pool could begin
     */
    static int of(List<AgentDetails> connected, int queued) {
        List<AgentDetails> busy = connected.stream().filter(a -> !a.running().isEmpty()).toList();
        int free = busy.stream().mapToInt(a -> Math.max(0, slots(a) - a.running().size())).sum();
        int perAgent = connected.stream().mapToInt(AgentDemand::slots).min().orElse(1);
        int waiting = Math.max(0, queued - free);
        return busy.size() + (waiting + perAgent - 1) / perAgent;
    }

    private static int slots(AgentDetails agent) {
        return agent.capabilities() == null
                ? 1
                : Math.max(1, agent.capabilities().maxConcurrentBuilds());
    }
}
