package dev.buildserver.contract.build;

import java.time.Instant;
import java.util.UUID;

/**
 * One attempt at the build, by one agent.
 *
 * @param attemptUid the fence
 * @param attemptNo counts from 1
 * @param outcome Running, or how it ended: Accepted, Infra, Lost, Returned, Undelivered, Cancelled,
 *     Timeout
 * @param reason may be null
 * @param endTime null while running
 */
public record AttemptSummary(
        UUID attemptUid,
        int attemptNo,
        String agentId,
        String hostname,
        String outcome,
        String reason,
        Instant startTime,
        Instant endTime) {}
