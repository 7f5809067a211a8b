package dev.buildserver.agent.fetch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where sources are kept, and how they are fetched. */
@ConfigMapping(prefix = "buildserver.agent")
public interface FetchConfig {
    /**
     * Folder for workspaces, of this agent alone. What lies in it from an earlier run is removed.
     */
    Path workDir();

    /**
     * Credentials for private repositories, see {@link GitCredentials}. Only its owner may be able
     * to read it.
     */
    Optional<Path> gitCredentialsFile();

    /** Settings of fetching. */
    Fetch fetch();

    /** Settings of workspaces that are kept for incremental builds. */
    Warm warm();

    /** Settings of fetching. */
    interface Fetch {
        /** How long a connection to a Git server may take. */
        @WithDefault("PT15S")
        Duration connectTimeout();

        /** Silence of a Git server after which a fetch is given up. */
        @WithDefault("PT60S")
        Duration idleTimeout();

        /** How often an unreachable server is tried again. */
        @WithDefault("2")
        int retries();

        /**
         * Most space that the agent's own copies of repositories may take together, from which
         * builds with the cache get what is in them; 0 keeps none.
         */
        @WithDefault("5G")
        MemorySize mirrors();
    }

    /** Settings of workspaces that are kept for incremental builds. */
    interface Warm {
        /** Most workspaces to keep; 0 keeps none. */
        @WithDefault("8")
        int maxCount();

        /** Most space that they may take together. */
        @WithDefault("20G")
        MemorySize maxSize();
    }
}
