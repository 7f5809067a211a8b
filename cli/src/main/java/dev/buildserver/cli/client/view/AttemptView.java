package dev.buildserver.cli.client.view;

import java.time.Instant;

/**
 * One attempt at a build, by one agent.
 *
 * @param attempt counts from 1
 * @param outcome such as {@code Accepted} or {@code Lost}
 */
public record AttemptView(
        int attempt,
        String agentId,
        String hostname,
        String outcome,
        String reason,
        Instant startTime,
        Instant endTime) {}
