package dev.buildserver.orchestrator.session;

import dev.buildserver.contract.agent.Heartbeat;
import dev.buildserver.contract.agent.RegisterAgent;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.support.security.Caller;
import java.util.ArrayList;
import java.util.List;

/** What must be true of an agent's words before they count. */
final class Registration {
    private static final int PROTOCOL = 1;
    private static final int LONGEST_NAME = 200;

    private Registration() {}

    static void require(RegisterAgent agent, Caller caller) {
        if (agent == null) {
            throw BuildServerException.invalid(
                    List.of(new Violation("", "a registration is expected")));
        }
        List<Violation> violations = new ArrayList<>();
        name(violations, "agentName", agent.agentName());
        name(violations, "hostname", agent.hostname());
        name(violations, "pool", agent.pool());
        if (agent.protocol() != PROTOCOL) {
            violations.add(
                    new Violation(
                            "protocol",
                            "this server speaks protocol "
                                    + PROTOCOL
                                    + ", the agent "
                                    + agent.protocol()));
        }
        if (agent.capabilities() == null || agent.capabilities().maxConcurrentBuilds() < 1) {
            violations.add(
                    new Violation(
                            "capabilities.maxConcurrentBuilds", "must be given and at least 1"));
        }
        if (!violations.isEmpty()) {
            throw BuildServerException.invalid(violations);
        }
        requireOwn(agent, caller);
    }

    static void require(Heartbeat heartbeat) {
        if (heartbeat == null || heartbeat.sequence() < 1) {
            throw BuildServerException.invalid(
                    List.of(new Violation("sequence", "must count from 1")));
        }
    }

    private static void requireOwn(RegisterAgent agent, Caller caller) {
        if (!AgentCredential.of(caller).speaksFor(agent.agentName(), agent.pool())) {
            throw new BuildServerException(
                    ErrorCode.FORBIDDEN,
                    "The credential is that of "
                            + caller.subject()
                            + ", not of agent "
                            + agent.agentName()
                            + " in pool "
                            + agent.pool());
        }
    }

    private static void name(List<Violation> violations, String field, String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST_NAME) {
            violations.add(new Violation(field, "must have 1 to " + LONGEST_NAME + " characters"));
        }
    }
}
