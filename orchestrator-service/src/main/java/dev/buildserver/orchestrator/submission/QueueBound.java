package dev.buildserver.orchestrator.submission;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.queue.ReadyTaskStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Refuses builds when too many wait. Counting costs more the more there are, so it is done only
 * when this replica can't be sure that there is room.
 */
@ApplicationScoped
class QueueBound {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final ReadyTaskStore tasks;
    private final int bound;
    private int roomKnown;

    QueueBound(ReadyTaskStore tasks, OrchestratorConfig config) {
        this.tasks = tasks;
        this.bound = config.queue().bound();
    }

    /**
     * @throws BuildServerException {@code QUEUE_FULL}
     */
    synchronized void requireRoom() {
        if (roomKnown == 0) {
            long room = bound - tasks.waiting();
            if (room <= 0) {
                throw new BuildServerException(
                                ErrorCode.QUEUE_FULL,
                                "As many builds wait as this server takes: " + bound)
                        .retryAfter(RETRY_AFTER);
            }
            // Other replicas submit too: use a part of the room, then count again.
            roomKnown = (int) Math.max(1, room / 10);
        }
        roomKnown--;
    }
}
