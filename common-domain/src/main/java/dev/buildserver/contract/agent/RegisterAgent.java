package dev.buildserver.contract.agent;

import java.util.UUID;

/**
 * Opens a session; ends an older one of the same agent.
 *
 * @param agentName unique and stable over restarts
 * @param protocol version of this protocol, 1
 * @param bootId random per process
 */
public record RegisterAgent(
        String agentName,
        String hostname,
        String pool,
        String agentVersion,
        int protocol,
        Capabilities capabilities,
        UUID bootId) {}
