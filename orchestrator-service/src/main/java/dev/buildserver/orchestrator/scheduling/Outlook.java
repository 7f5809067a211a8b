package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.orchestrator.queue.TaskKey;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Function;

/**
 * What becomes of a pool if all goes as usual: what runs ends when builds like it do, and what
 * waits takes, in its turn, the first free slot of an agent that serves it, unless a limit of its
 * project or tenant holds it. Made for tasks of one requirement class; asking it is cheap. Times
 * are seconds from the picture on.
 */
final class Outlook {
    private static final int MOST_STEPS = 2 * PoolPicture.MOST_WAITING;

    private final Turns turns;
    // As the index counts, by priority: see its positions.
    private final long[] aheadInIndex = new long[BuildPriority.values().length];
    private final Map<TaskKey, Double> starts = new HashMap<>();
    // When a task could begin before which so many others do.
    private final List<Double> freeAfter = new ArrayList<>();
    private final Queue<Held> held = new PriorityQueue<>(Comparator.comparing(Held::from));
    private final Allowances allowances;
    private final double perTask;

    /** A task that a limit holds, and when it will let go. */
    private record Held(Waiting task, double from, double seconds) {}

    /**
     * Simulates the pool.
     *
     * @param requirementClass of the tasks that will be asked about
     * @param requirements of each class
     * @param limits of the tenants that wait
     * @param expected of each kind
     * @param ofOthers what to expect where nothing waits
     */
    Outlook(
            PoolPicture picture,
            String requirementClass,
            Function<String, Requirements> requirements,
            List<LimitDetails> limits,
            Function<BuildKind, Expected> expected,
            Expected ofOthers) {
        this.turns = new Turns(picture.waiting());
        for (int priority = 0; priority < aheadInIndex.length; priority++) {
            aheadInIndex[priority] = aheadInIndex(picture, priority, requirementClass);
        }
        Slots slots = new Slots(picture, requirements, expected);
        slots.requireOneFor(requirementClass);
        this.allowances = new Allowances(picture, limits, expected, ofOthers.whole().mean());
        double sum = 0;
        for (Waiting task : turns.inOrder()) {
            double seconds = expected.apply(task.kind()).whole().mean();
            sum += seconds;
            beginHeld(slots);
            freeAfter.add(slots.free(requirementClass));
            double allowed = allowances.free(task.kind());
            if (allowed > slots.free(task.requirementClass())) {
                // Others take the slot meanwhile.
                allowances.take(task.kind(), allowed + seconds);
                held.add(new Held(task, allowed, seconds));
                starts.put(task.key(), allowed);
            } else {
                begin(slots, task, seconds)
                        .ifPresent(start -> allowances.take(task.kind(), start + seconds));
            }
        }
        beginHeld(slots);
        int waiting = picture.waiting().size();
        double mean = waiting == 0 ? ofOthers.whole().mean() : sum / waiting;
        int size = slots.size(requirementClass);
        for (int more = 0; more <= size && freeAfter.size() < MOST_STEPS; more++) {
            freeAfter.add(slots.free(requirementClass));
            slots.take(requirementClass, mean);
        }
        this.perTask = mean / size;
    }

    /** Those that a limit held, and whose time has come before that of the next free slot. */
    private void beginHeld(Slots slots) {
        while (!held.isEmpty()
                && held.peek().from() <= slots.free(held.peek().task().requirementClass())) {
            Held next = held.remove();
            begin(slots, next.task(), next.seconds());
        }
    }

    private OptionalDouble begin(Slots slots, Waiting task, double seconds) {
        OptionalDouble start = slots.take(task.requirementClass(), seconds);
        start.ifPresent(known -> starts.put(task.key(), known));
        return start;
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
        Turns.Ahead ahead = turns.before(kind, priority);
        double place = (ahead.all() + 1) * growth;
        return Math.max(startAfter(Math.round(place - 1)), allowances.free(kind, ahead));
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
