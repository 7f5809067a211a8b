package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What becomes of a pool if all goes as usual: what runs ends when builds like it do, and what
 * waits takes, in its turn, the first free slot of an agent that serves it. Made for tasks of one
 * requirement class; asking it is cheap. Times are seconds from the picture on.
 */
final class Outlook {
    private static final int MOST_STEPS = 2 * PoolPicture.MOST_WAITING;

    private final Turns turns;
    // As the index counts, by priority: see its positions.
    private final long[] aheadInIndex = new long[BuildPriority.values().length];
    private final Map<TaskKey, Double> starts = new HashMap<>();
    // When a task could begin before which so many others do.
    private final List<Double> freeAfter = new ArrayList<>();
    private final double perTask;

    /**
     * Simulates the pool.
     *
     * @param requirementClass of the tasks that will be asked about
     * @param requirements of each class
     * @param expected of each kind
     * @param ofOthers what to expect where nothing waits
     */
    Outlook(
            PoolPicture picture,
            String requirementClass,
            Function<String, Requirements> requirements,
            Function<BuildKind, Expected> expected,
            Expected ofOthers) {
        this.turns = new Turns(picture.waiting());
        for (int priority = 0; priority < aheadInIndex.length; priority++) {
            aheadInIndex[priority] = aheadInIndex(picture, priority, requirementClass);
        }
        Slots slots = new Slots(picture, requirements, expected);
        slots.requireOneFor(requirementClass);
        double sum = 0;
        for (Waiting task : turns.inOrder()) {
            double seconds = expected.apply(task.kind()).whole().mean();
            sum += seconds;
            freeAfter.add(slots.free(requirementClass));
            slots.take(task.requirementClass(), seconds)
                    .ifPresent(start -> starts.put(task.key(), start));
        }
        int waiting = picture.waiting().size();
        double mean = waiting == 0 ? ofOthers.whole().mean() : sum / waiting;
        int size = slots.size(requirementClass);
        for (int more = 0; more <= size && freeAfter.size() < MOST_STEPS; more++) {
            freeAfter.add(slots.free(requirementClass));
            slots.take(requirementClass, mean);
        }
        this.perTask = mean / size;
    }

    /**
     * When a waiting task is likely to begin.
     *
     * @param position of the task in the index, 1 = next: it knows of those that came after the
     *     picture, and of those that were too many for it
     */
    double start(TaskKey task, BuildKind kind, int priority, long position) {
        Double start = starts.get(task);
        if (start != null) {
            return start;
        }
        // What is not in the picture is taken to be like what is.
        double growth = Math.max(1, position / (aheadInIndex[priority] + 1.0));
        double place = (turns.before(kind, priority) + 1) * growth;
        return startAfter(Math.round(place - 1));
    }

    private double startAfter(long tasks) {
        int last = freeAfter.size() - 1;
        return tasks <= last
                ? freeAfter.get((int) tasks)
                : freeAfter.get(last) + (tasks - last) * perTask;
    }

    /** The higher priorities, and those of the class with the same. */
    private static long aheadInIndex(PoolPicture picture, int priority, String ofClass) {
        return picture.waiting().stream()
                .filter(
                        task ->
                                task.priority() > priority
                                        || task.priority() == priority
                                                && task.requirementClass().equals(ofClass))
                .count();
    }
}
