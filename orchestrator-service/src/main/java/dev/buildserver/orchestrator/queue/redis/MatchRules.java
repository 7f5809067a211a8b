package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.config.OrchestratorConfig;
import java.time.Duration;

/**
 * Times by which tasks are matched with sessions.
 *
 * @param reclaimAfter what is taken comes back after it, unless it is acknowledged
 * @param exclusion how long an agent on which a task failed is passed over for it
 * @param ageStep age by which a task counts one priority higher, up to High
 * @param maxWait age from which a task goes before all others
 */
public record MatchRules(
        Duration reclaimAfter, Duration exclusion, Duration ageStep, Duration maxWait) {
    static MatchRules of(OrchestratorConfig config) {
        return new MatchRules(
                config.queue().reclaimAfter(),
                config.attempts().exclusion(),
                config.queue().ageStep(),
                config.queue().maxWait());
    }
}
