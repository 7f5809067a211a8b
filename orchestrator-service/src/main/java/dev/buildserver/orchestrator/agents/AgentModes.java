package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.DrainAgent;
import dev.buildserver.contract.agent.SetMaintenance;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Takes agents out of service, and puts them back. */
@ApplicationScoped
class AgentModes {
    private static final Logger LOG = Logger.getLogger(AgentModes.class);

    private final AgentModeStore store;
    private final Event<AgentModeChanged> changed;

    AgentModes(AgentModeStore store, Event<AgentModeChanged> changed) {
        this.store = store;
        this.changed = changed;
    }

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code AGENT_NOT_FOUND}
     */
    void maintain(String agentId, SetMaintenance request, String by) {
        List<Violation> violations = new ArrayList<>();
        if (request == null || request.enabled() == null) {
            violations.add(new Violation("enabled", "must be given"));
        }
        reason(violations, request == null ? null : request.reason());
        refuse(violations);
        if (request.enabled()) {
            takeOut(agentId, request.reason(), by, null);
        } else {
            tell(agentId, store.putBack(agentId), true);
        }
    }

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code AGENT_NOT_FOUND}
     */
    void drain(String agentId, DrainAgent request, String by) {
        List<Violation> violations = new ArrayList<>();
        Integer seconds = request == null ? null : request.deadlineSeconds();
        if (seconds != null && (seconds < 0 || seconds > DrainAgent.LONGEST)) {
            violations.add(new Violation("deadlineSeconds", "must be 0 to " + DrainAgent.LONGEST));
        }
        String reason = request == null ? null : request.reason();
        reason(violations, reason);
        refuse(violations);
        takeOut(agentId, reason, by, seconds == null ? null : Duration.ofSeconds(seconds));
    }

    private void takeOut(String agentId, String reason, String by, Duration handBackAfter) {
        tell(agentId, store.takeOut(agentId, reason, by, handBackAfter), false);
    }

    private void tell(String agentId, boolean found, boolean takesWork) {
        if (!found) {
            throw new BuildServerException(
                    ErrorCode.AGENT_NOT_FOUND, "There is no agent " + agentId);
        }
        LOG.infof("Agent %s %s work", agentId, takesWork ? "may take" : "takes no more");
        changed.fire(new AgentModeChanged(agentId, takesWork));
    }

    private static void reason(List<Violation> violations, String reason) {
        if (reason != null && reason.length() > SetMaintenance.LONGEST_REASON) {
            violations.add(
                    new Violation(
                            "reason",
                            "must have at most " + SetMaintenance.LONGEST_REASON + " characters"));
        }
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw BuildServerException.invalid(violations);
        }
    }
}
