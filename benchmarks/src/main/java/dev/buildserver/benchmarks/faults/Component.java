package dev.buildserver.benchmarks.faults;

import dev.buildserver.benchmarks.load.LoadFaults;
import dev.buildserver.benchmarks.trial.TrialStack;
import java.io.IOException;

/** What fails, and how. */
public enum Component {
    GATEWAY(stack -> kill(stack, "gateway")),
    ORCHESTRATOR(stack -> kill(stack, "orchestrator")),
    ARTIFACT(stack -> kill(stack, "artifact")),
    REDIS(stack -> kill(stack, "redis")),
    REDIS_FLUSH(Component::flush),
    POSTGRES(stack -> kill(stack, "postgres")),
    AGENT(stack -> eachVictim(stack, (load, agent) -> load.kill(agent, Component.AWAY_MILLIS))),
    /** For longer than its session lives; then it goes on as if nothing had been. */
    AGENT_FREEZE(
            stack -> eachVictim(stack, (load, agent) -> load.freeze(agent, Component.AWAY_MILLIS))),
    AGENT_PARTITION(
            stack -> eachVictim(stack, (load, agent) -> load.cutOff(agent, Component.AWAY_MILLIS)));

    /** Agents that are there; half of them are victims. */
    public static final int AGENTS = 8;

    /** Life of a session in these trials. */
    public static final int SESSION_SECONDS = 4;

    private static final long AWAY_MILLIS = (SESSION_SECONDS + 3) * 1_000L;

    private final Fault fault;

    Component(Fault fault) {
        this.fault = fault;
    }

    private interface Fault {
        void strike(TrialStack stack) throws IOException;
    }

    private interface AgentFault {
        void strike(LoadFaults load, int agent);
    }

    void strike(TrialStack stack) throws IOException {
        fault.strike(stack);
    }

    private static void kill(TrialStack stack, String process) throws IOException {
        if (!stack.processes().kill(process)) {
            throw new IOException(process + " does not run");
        }
    }

    private static void flush(TrialStack stack) throws IOException {
        if (!stack.redis().flush()) {
            throw new IOException("Redis does not answer");
        }
    }

    private static void eachVictim(TrialStack stack, AgentFault fault) {
        LoadFaults load = stack.load().faults();
        for (int agent = 0; agent < AGENTS; agent += 2) {
            fault.strike(load, agent);
        }
    }
}
