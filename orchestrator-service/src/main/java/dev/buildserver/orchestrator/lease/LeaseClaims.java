package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.lease.Takers.NewTask;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What the token of a lease says. Of a task that is being made it is known before the lease is
 * granted; the token of one that is not granted fits no attempt.
 *
 * @param leasedAt about by the database's clock
 */
record LeaseClaims(
        UUID attemptUid,
        UUID sessionId,
        String agentId,
        TaskKey task,
        String tenant,
        BuildJob job,
        boolean trusted,
        Instant leasedAt,
        Duration runTimeout) {
    static LeaseClaims of(Granted granted) {
        return new LeaseClaims(
                granted.attemptUid(),
                granted.sessionId(),
                granted.agentId(),
                granted.task(),
                granted.tenant(),
                granted.job(),
                granted.trusted(),
                granted.leasedAt(),
                granted.runTimeout());
    }

    /** A lease is as old as its task where one transaction makes both. */
    static LeaseClaims of(NewTask task, Wish wish, String agentId) {
        return new LeaseClaims(
                wish.attemptUid(),
                wish.sessionId(),
                agentId,
                task.key(),
                task.tenant(),
                task.job(),
                task.trusted(),
                task.madeAt(),
                Duration.ofMinutes(task.job().timeoutMinutes()));
    }
}
