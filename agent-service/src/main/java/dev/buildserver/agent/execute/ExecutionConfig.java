package dev.buildserver.agent.execute;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How this agent runs the .NET stages. */
@ConfigMapping(prefix = "buildserver.agent.execution")
public interface ExecutionConfig {
    /**
     * Folder for downloaded NuGet packages, with a sub-folder per tenant and level of trust, which
     * such builds share; {@code packages} in the work folder unless set.
     */
    Optional<Path> packagesFolder();

    /** Time that processes get to end by themselves when a build is stopped; then killed. */
    @WithDefault("PT0.4S")
    Duration stopGrace();

    /** Console output above which a process is ended. */
    @WithDefault("1G")
    MemorySize maxOutput();

    /**
     * Size of the agent's own cache of project outputs, of all tenants together; what was not used
     * for the longest time goes first.
     */
    @WithDefault("10G")
    MemorySize maxBuildCache();

    /**
     * How long a question to the cache service may take, and how long nothing may come while
     * contents are fetched; then the build goes on without it.
     */
    @WithDefault("PT3S")
    Duration cacheTimeout();

    /**
     * How long it may take to send or fetch contents, or to store entries: no build waits for that.
     */
    @WithDefault("PT60S")
    Duration cacheTransferTimeout();

    /**
     * Builds of a project with the cache that are looked at together, 2 to 1000: when the cache
     * took more time in them than it saved, the project is left uncached for a while.
     */
    @WithDefault("20")
    int losingWindow();

    /** For how many builds such a project is left uncached before it is tried again. */
    @WithDefault("10")
    int losingRest();

    /** Errors and warnings kept per attempt; more are counted and logged only. */
    @WithDefault("500")
    int maxDiagnostics();

    /** Failed tests kept per attempt; more are counted only. */
    @WithDefault("200")
    int maxTestFailures();
}
