package dev.buildserver.gateway.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The gateway: where the other services are, how long it waits for them, what it accepts. {@link
 * ConfigCheck} knows the bounds.
 */
@ConfigMapping(prefix = "buildserver.gateway")
public interface GatewayConfig {
    /** Base URL of the orchestrator, {@code http} or {@code https}. */
    @WithDefault("http://localhost:8081")
    URI orchestratorUrl();

    /** Base URL of the artifact service, {@code http} or {@code https}. */
    @WithDefault("http://localhost:8082")
    URI artifactUrl();

    /** Base URL of the cache service, {@code http} or {@code https}. */
    @WithDefault("http://localhost:8083")
    URI cacheUrl();

    /** How long a connection to another service may take to open. */
    @WithDefault("PT2S")
    Duration connectTimeout();

    /** How long another service may take to answer a call. */
    @WithDefault("PT10S")
    Duration answerTimeout();

    /** How long a follower's poll waits for new log lines; below the answer time-out. */
    @WithDefault("PT3S")
    Duration logWait();

    /** Quiet time after which a follower gets a sign of life (server-sent events only). */
    @WithDefault("PT15S")
    Duration keepAliveEvery();

    /** How long a follower bears an orchestrator that can't be reached. */
    @WithDefault("PT60S")
    Duration followPatience();

    /** Clients that may follow logs at the same time. */
    @WithDefault("500")
    int maxFollowers();

    /** Connections to each of the other services, besides those of followers and downloads. */
    @WithDefault("64")
    int maxConnections();

    /** Downloads that may run at the same time. */
    @WithDefault("128")
    int maxDownloads();

    /** Largest body of a request. */
    @WithDefault("256K")
    MemorySize maxBodySize();

    /** Memory for the bodies of all requests that come in at the same time. */
    @WithDefault("16M")
    MemorySize bodyMemory();

    /** How long a client may take to send the body of a request. */
    @WithDefault("PT30S")
    Duration bodyTimeout();

    /**
     * Whether requests of developers to cancel are handed on; the orchestrator's own setting of
     * this name then lets them cancel builds that they requested, and no others.
     */
    @WithDefault("false")
    boolean requestersMayCancel();

    /**
     * Address of a build's trace in a tracing UI, with {@code {traceId}} in place of the id.
     * Without it, links have no {@code trace}.
     */
    Optional<String> traceUrlTemplate();
}
