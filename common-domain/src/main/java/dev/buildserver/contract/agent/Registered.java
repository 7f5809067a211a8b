package dev.buildserver.contract.agent;

import java.time.Duration;
import java.util.UUID;

/**
 * The session, and what the agent must know to live in it.
 *
 * @param sessionTtl silence after which the session ends
 * @param orphanLimit how long an agent that hears nothing goes on building
 * @param artifactUrl base URL of the artifact service
 * @param cacheUrl base URL of the cache service
 */
public record Registered(
        UUID sessionId,
        Duration heartbeatEvery,
        Duration sessionTtl,
        Duration orphanLimit,
        String artifactUrl,
        String cacheUrl) {}
