package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Grants leases: each task to at most one session. */
public interface LeaseStore {
    /**
     * A wish: this task for this session.
     *
     * @param attemptUid the fence of the attempt, if it is granted
     * @param classes requirement classes that the session's agent serves
     */
    record Wish(TaskKey task, UUID sessionId, UUID attemptUid, List<String> classes) {}

    /**
     * A lease.
     *
     * @param version of the task's row after the grant
     * @param firstAttempt whether the build begins by it
     * @param readySince since when the task waited
     */
    record Granted(
            TaskKey task,
            int version,
            UUID sessionId,
            String agentId,
            UUID attemptUid,
            int attemptNo,
            boolean firstAttempt,
            String tenant,
            long buildNumber,
            BuildJob job,
            BuildStrategy strategy,
            Duration runTimeout,
            String traceParent,
            boolean trusted,
            Instant readySince,
            Instant leasedAt) {}

    /** Grants those of the wishes that can be; the others are left out. */
    List<Granted> grant(List<Wish> wishes);

    /** What the session holds, as it was granted. */
    List<Granted> heldBy(UUID sessionId);
}
