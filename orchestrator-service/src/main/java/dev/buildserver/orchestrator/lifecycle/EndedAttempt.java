package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.queue.ReadyTask;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the end of an attempt brought about.
 *
 * @param outcome what it was taken as
 * @param taskStatus the task's, after it
 * @param limited whether there is a limit on builds of its project or tenant, which has room now
 * @param ready tasks that became ready: the same again, or dependents
 * @param build the build, when this ended it
 */
public record EndedAttempt(
        TaskKey task,
        UUID attemptUid,
        String agentId,
        UUID sessionId,
        AttemptOutcome outcome,
        TaskStatus taskStatus,
        Instant leasedAt,
        boolean limited,
        List<ReadyTask> ready,
        Optional<BuildEnded> build) {
    public EndedAttempt {
        ready = List.copyOf(ready);
    }
}
