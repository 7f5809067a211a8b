package dev.buildserver.agent.report;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How an attempt is reported. */
@ConfigMapping(prefix = "buildserver.agent")
public interface ReportConfig {
    /**
     * Space for an attempt's events that the orchestrator has not stored, on the volume of the
     * workspaces. Text beyond it is left out of the log, and its place marked.
     */
    @WithDefault("64M")
    MemorySize spoolLimit();
}
