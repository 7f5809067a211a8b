package dev.buildserver.gateway.build;

import dev.buildserver.contract.build.AttemptSummary;
import java.time.Duration;
import java.time.Instant;

/**
 * One attempt at a build.
 *
 * @param attempt counts from 1
 * @param outcome Running, or how it ended: Accepted, Infra, Lost, Returned, Undelivered, Cancelled,
 *     Timeout
 * @param reason may be absent
 * @param duration absent while running
 */
public record AttemptView(
        int attempt,
        String agentId,
        String hostname,
        String outcome,
        String reason,
        Instant startTime,
        Instant endTime,
        Duration duration) {

    static AttemptView of(AttemptSummary attempt) {
        boolean ended = attempt.startTime() != null && attempt.endTime() != null;
        return new AttemptView(
                attempt.attemptNo(),
                attempt.agentId(),
                attempt.hostname(),
                attempt.outcome(),
                attempt.reason(),
                attempt.startTime(),
                attempt.endTime(),
                ended ? Duration.between(attempt.startTime(), attempt.endTime()) : null);
    }
}
