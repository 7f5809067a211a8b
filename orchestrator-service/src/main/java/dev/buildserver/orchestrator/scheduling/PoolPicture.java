package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A pool at one moment.
 *
 * @param at by the clock by which its times were written
 * @param agents that take work, those that can do the same together
 * @param running what holds a slot of them
 * @param waiting the first in the order of priority and age, at most {@link #MOST_WAITING}
 */
public record PoolPicture(
        Instant at, List<Agents> agents, List<Running> running, List<Waiting> waiting) {
    /** Enough to know what is ahead; of the rest, that it is alike. */
    public static final int MOST_WAITING = 1_000;

    public PoolPicture {
        agents = List.copyOf(agents);
        running = List.copyOf(running);
        waiting = List.copyOf(waiting);
    }

    /** When a running task is likely to end, in seconds from the picture on. */
    double end(Running task, Function<BuildKind, Expected> expected) {
        double rest = expected.apply(task.kind()).rest(task.progress(), at);
        double atMost = Duration.between(at, task.deadline()).toMillis() / 1e3;
        return Math.max(0, Math.min(rest, atMost));
    }

    /**
     * Agents that can do the same.
     *
     * @param slots of all of them
     */
    public record Agents(Capabilities capabilities, int slots) {}

    /**
     * A leased task.
     *
     * @param on place of its agent's group in {@link #agents}
     * @param deadline at which the server ends the attempt
     */
    public record Running(int on, BuildKind kind, Progress progress, Instant deadline) {}

    /**
     * A ready task.
     *
     * @param requirementClass empty: any agent
     * @param priority 0 to 3, the highest first
     * @param urgency its priority, raised by its age; the most urgent go first
     */
    public record Waiting(
            TaskKey key,
            BuildKind kind,
            String requirementClass,
            int priority,
            int urgency,
            Instant since) {}
}
