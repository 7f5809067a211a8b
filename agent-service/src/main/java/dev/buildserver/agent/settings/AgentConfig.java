package dev.buildserver.agent.settings;

import dev.buildserver.agent.sandbox.SandboxMode;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Who this agent is, and whom it works for. */
@ConfigMapping(prefix = "buildserver.agent")
public interface AgentConfig {
    /** Unique and stable over restarts; the host's name unless set. */
    Optional<String> name();

    /** Name of the pool to which the agent belongs. */
    @WithDefault("Linux")
    String pool();

    /** Base URL of the orchestrator. */
    URI orchestratorUrl();

    /** File with the agent's token. Read at each registration, so it may be renewed in place. */
    Path tokenFile();

    /** Builds at the same time, 1 to 64. */
    @WithDefault("1")
    int slots();

    /** Free space on the volume of the workspaces below which the agent takes no work. */
    @WithDefault("1G")
    MemorySize minFreeDisk();

    /** Folder of the .NET installation; {@code DOTNET_ROOT} or the one on PATH unless set. */
    Optional<Path> dotnetRoot();

    /** User-level NuGet configuration of builds; that of the agent's user unless set. */
    Optional<Path> nugetConfigFile();

    /**
     * Where builds run: {@code bubblewrap} in a sandbox, else the agent does not start; {@code
     * none} as they are; {@code auto} in a sandbox where that works. Linux only.
     */
    @WithDefault("auto")
    SandboxMode sandbox();

    /** Free labels for matching. */
    Map<String, String> labels();

    /** Time that running builds get to end when the agent is told to stop; then handed back. */
    @WithDefault("PT5S")
    Duration shutdownGrace();

    /** How long the server may hold an unanswered poll. */
    @WithDefault("PT25S")
    Duration pollWait();
}
