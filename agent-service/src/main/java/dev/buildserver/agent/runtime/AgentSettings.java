package dev.buildserver.agent.runtime;

import dev.buildserver.agent.fetch.FetchConfig;
import dev.buildserver.agent.settings.AgentConfig;
import dev.buildserver.agent.toolchain.ToolchainSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The configuration, checked, as the parts of the agent want it. */
final class AgentSettings {
    private static final int MOST_SLOTS = 64;

    /**
     * @throws IllegalArgumentException when a setting is out of its range
     */
    @Produces
    @Singleton
    ToolchainSettings toolchain(AgentConfig agent, FetchConfig fetch) {
        if (agent.slots() < 1 || agent.slots() > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "buildserver.agent.slots must be 1 to " + MOST_SLOTS + ", is " + agent.slots());
        }
        return new ToolchainSettings(
                agent.dotnetRoot(),
                agent.nugetConfigFile(),
                fetch.workDir().toAbsolutePath().normalize(),
                agent.minFreeDisk().asLongValue(),
                agent.slots(),
                agent.labels());
    }
}
