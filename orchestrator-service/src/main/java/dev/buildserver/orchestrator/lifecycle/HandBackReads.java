package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.util.Optional;
import java.util.UUID;

/** Reads what a hand-back is judged by. */
public interface HandBackReads {
    /** A running attempt, and the agent that holds it. */
    record Running(BuildJob job, String pool, String agentId, Capabilities agent) {}

    /** The attempt, if it is the task's current one. */
    Optional<Running> find(TaskKey task, UUID attemptUid);
}
