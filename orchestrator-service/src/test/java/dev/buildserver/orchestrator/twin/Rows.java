package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.task.TaskState;
import dev.buildserver.orchestrator.twin.World.TaskRow;
import java.time.Instant;
import java.util.UUID;

/** The row that a state stands for. */
final class Rows {
    private Rows() {}

    static TaskRow of(TaskState task) {
        if (task instanceof TaskState.Blocked blocked) {
            return row(task, blocked.unresolved(), null, null, null, null);
        }
        if (task instanceof TaskState.Ready ready) {
            return row(task, 0, ready.since(), ready.notBefore(), null, null);
        }
        if (task instanceof TaskState.Held held) {
            return row(
                    task,
                    0,
                    held.attempt().since(),
                    held.attempt().deadline(),
                    held.attempt().session(),
                    held.attempt().uid());
        }
        UUID accepted =
                task instanceof TaskState.Succeeded succeeded
                        ? succeeded.accepted()
                        : task instanceof TaskState.Failed failed ? failed.accepted() : null;
        return row(task, 0, null, null, null, accepted);
    }

    private static TaskRow row(
            TaskState task,
            int unresolved,
            Instant since,
            Instant until,
            UUID holder,
            UUID attempt) {
        boolean cancelRequested =
                task instanceof TaskState.Stopping || task instanceof TaskState.Cancelled;
        return new TaskRow(
                task.kind(),
                task.history().version(),
                unresolved,
                task.history().attempts(),
                task.history().failures(),
                task.history().handbacks(),
                task.history().excluded(),
                cancelRequested,
                task instanceof TaskState.Stopping stopping ? stopping.requested() : null,
                since,
                until,
                holder,
                attempt);
    }
}
