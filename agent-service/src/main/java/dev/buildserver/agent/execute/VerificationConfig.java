package dev.buildserver.agent.execute;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of what came from the cache is built again and compared, while the agent is idle. */
@ConfigMapping(prefix = "buildserver.agent.verification")
public interface VerificationConfig {
    /** Share of the projects found in the cache, 0 to 1. */
    @WithDefault("0.02")
    double share();

    /** Each project is verified at least that often on each agent, whatever the share. */
    @WithDefault("2")
    int firstEntries();

    /** Most projects of one build that are verified. */
    @WithDefault("20")
    int mostProjects();

    /** For how long the agent must have been without work, 0 seconds to 1 day. */
    @WithDefault("PT30S")
    Duration idleFor();

    /** How long a verification may take. */
    @WithDefault("PT10M")
    Duration timeout();
}
