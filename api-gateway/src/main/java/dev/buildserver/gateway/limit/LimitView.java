package dev.buildserver.gateway.limit;

import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;

/**
 * How many builds of a project or a tenant may run at the same time, and how many do.
 *
 * @param project absent for the limit of a tenant
 * @param maxConcurrentBuilds absent: as many as there are agents
 * @param byDefault whether the limit comes from the server's configuration
 */
public record LimitView(
        LimitScope scope,
        String tenant,
        String project,
        Integer maxConcurrentBuilds,
        boolean byDefault,
        int runningBuilds) {
    static LimitView of(LimitDetails limit) {
        return new LimitView(
                limit.scope(),
                limit.tenant(),
                limit.project(),
                limit.maxConcurrentBuilds(),
                limit.byDefault(),
                limit.runningBuilds());
    }
}
