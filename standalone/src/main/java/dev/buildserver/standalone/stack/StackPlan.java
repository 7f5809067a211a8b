package dev.buildserver.standalone.stack;

import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.service.RepositoryAccess;
import dev.buildserver.standalone.service.ServiceLaunch;

/**
 * What is to be started.
 *
 * @param folder prepared, and locked by this process
 * @param gatewayPort 0 = any free one
 * @param agents number of agents, at least 1
 * @param trial what is different for trials of faults
 */
public record StackPlan(
        DataFolder folder,
        ServiceLaunch launch,
        int gatewayPort,
        int agents,
        RepositoryAccess repositories,
        TrialSetup trial) {
    public StackPlan {
        if (agents < 1) {
            throw new IllegalArgumentException("at least one agent is needed");
        }
    }
}
