package dev.buildserver.orchestrator.requirement;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.Requirements;

/** Whether an agent can do what is required. */
public final class Fitness {
    private Fitness() {}

    /** Whether the agent has all of it. */
    public static boolean serves(Capabilities agent, Requirements required) {
        return (required.sdk() == null || required.sdk().isMetBy(agent.sdkVersions()))
                && (required.pinnedSdk() == null
                        || required.pinnedSdk().isMetBy(agent.sdkVersions()))
                && isOr(required.os(), agent.os())
                && isOr(required.architecture(), agent.architecture())
                && agent.totalMemoryBytes() >= required.minMemoryBytes()
                && required.tools().stream().allMatch(tool -> has(agent, tool))
                && agent.labels().entrySet().containsAll(required.labels().entrySet());
    }

    private static boolean isOr(String required, String actual) {
        return required == null || required.equalsIgnoreCase(actual);
    }

    private static boolean has(Capabilities agent, String tool) {
        return agent.installedTools().stream().anyMatch(tool::equalsIgnoreCase);
    }
}
