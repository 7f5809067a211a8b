package dev.buildserver.orchestrator.twin;

import dev.buildserver.domain.build.BuildState;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskHistory;
import dev.buildserver.domain.task.TaskState;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A build with its tasks; everything that happens to it happens at once. */
final class InMemoryBuild {
    private final Protocol.NewBuild made;
    private final SortedMap<Integer, TaskState> tasks = new TreeMap<>();
    private BuildState state;

    InMemoryBuild(Protocol.NewBuild made, int maxFailures, Instant now) {
        this.made = made;
        Graph graph = made.graph();
        // The tasks of a graph are added to the first one by a second change.
        this.state = new BuildState.Open(graph == Graph.ONE ? 1 : 2, graph.tasks(), 0);
        for (int task = 0; task < graph.tasks(); task++) {
            TaskHistory fresh = new TaskHistory(1, 0, 0, maxFailures, made.handbacks(), List.of());
            int predecessors = graph.predecessors(task);
            tasks.put(
                    task,
                    predecessors == 0
                            ? new TaskState.Ready(fresh, now, now)
                            : new TaskState.Blocked(fresh, predecessors));
        }
    }

    String pool() {
        return made.pool();
    }

    BuildState state() {
        return state;
    }

    SortedMap<Integer, TaskState> tasks() {
        return tasks;
    }

    void put(int task, TaskState next) {
        tasks.put(task, next);
    }

    /** Ends the attempt that the task is held by. */
    Protocol.Ended end(
            int task, AttemptOutcome outcome, String agent, Instant now, Duration backOff) {
        TaskState.Held held = (TaskState.Held) tasks.get(task);
        TaskState after = held.end(outcome, agent, now, backOff);
        tasks.put(task, after);
        SortedMap<String, Integer> ready = new TreeMap<>();
        int swept = 0;
        if (after instanceof TaskState.Ready) {
            ready.put(name(task), after.history().version());
        } else if (after instanceof TaskState.Succeeded) {
            resolve(task, now, ready);
        } else if (after instanceof TaskState.Failed) {
            swept = cancelTasks(now).unqueued().size();
        }
        if (after.kind().isFinal()) {
            boolean failed = after instanceof TaskState.Failed;
            state = ((BuildState.Unfinished) state).countDown(1 + swept, failed ? 1 : 0);
        }
        return new Protocol.Ended(held.takenAs(outcome), after.kind().name(), ready, endStatus());
    }

    private void resolve(int task, Instant now, SortedMap<String, Integer> ready) {
        for (Graph.Edge edge : made.graph().edges()) {
            if (edge.from() == task && tasks.get(edge.to()) instanceof TaskState.Blocked blocked) {
                TaskState next = blocked.resolved(now);
                tasks.put(edge.to(), next);
                if (next instanceof TaskState.Ready) {
                    ready.put(name(edge.to()), next.history().version());
                }
            }
        }
    }

    /** Cancels it; null when it has ended, or is being cancelled. */
    Protocol.Cancelled cancel(Instant now) {
        if (!(state instanceof BuildState.Open open)) {
            return null;
        }
        Protocol.Cancelled done = cancelTasks(now);
        state = open.toCancelling().countDown(done.unqueued().size(), 0);
        return new Protocol.Cancelled(endStatus(), done.unqueued(), done.holders());
    }

    private Protocol.Cancelled cancelTasks(Instant now) {
        SortedMap<String, Integer> unqueued = new TreeMap<>();
        Set<UUID> holders = new TreeSet<>();
        for (var task : tasks.entrySet()) {
            if (!task.getValue().kind().isFinal()) {
                TaskState next = task.getValue().cancelRequested(now);
                task.setValue(next);
                if (next instanceof TaskState.Held held) {
                    holders.add(held.attempt().session());
                } else {
                    unqueued.put(name(task.getKey()), next.history().version());
                }
            }
        }
        return new Protocol.Cancelled(null, unqueued, holders);
    }

    private String endStatus() {
        return state instanceof BuildState.Unfinished ? null : state.kind().name();
    }

    String name(int task) {
        return new TaskKey(made.id(), task).toString();
    }
}
