package dev.buildserver.contract.agent;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildStrategy;
import java.time.Duration;
import java.util.UUID;

/**
 * One attempt at one task, for one agent. It lives as long as the agent's session.
 *
 * @param attemptUid the fence: random, new for each attempt
 * @param leaseToken authenticates every call for this attempt
 * @param attemptNo counts from 1
 * @param strategy Clean, Incremental or Cached
 * @param traceParent W3C trace context of the build; may be null
 * @param trusted whether what it leaves behind may reach other builds of the project
 */
public record Lease(
        UUID attemptUid,
        String leaseToken,
        int attemptNo,
        UUID buildId,
        int taskNo,
        long buildNumber,
        String tenant,
        BuildJob job,
        BuildStrategy strategy,
        Duration runTimeout,
        String traceParent,
        boolean trusted) {}
