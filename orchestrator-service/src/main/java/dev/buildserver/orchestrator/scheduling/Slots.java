package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.requirement.Fitness;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Agents;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.function.Function;

/** When the slots of a pool are free, in seconds from its picture on. */
final class Slots {
    private final Function<String, Requirements> requirements;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, List<Group>> serving = new HashMap<>();

    /** The slots of agents that can do the same. */
    private record Group(Agents agents, PriorityQueue<Double> free) {
        double next() {
            return free.isEmpty() ? Double.POSITIVE_INFINITY : free.peek();
        }
    }

    /**
     * @param requirements of each class
     * @param expected of each kind
     */
    Slots(
            PoolPicture picture,
            Function<String, Requirements> requirements,
            Function<BuildKind, Expected> expected) {
        this.requirements = requirements;
        List<List<Double>> ends = new ArrayList<>();
        for (Agents agents : picture.agents()) {
            ends.add(new ArrayList<>());
            groups.add(new Group(agents, new PriorityQueue<>()));
        }
        for (Running task : picture.running()) {
            double rest = expected.apply(task.kind()).rest(task.progress(), picture.at());
            double atMost = Duration.between(picture.at(), task.deadline()).toMillis() / 1e3;
            ends.get(task.on()).add(Math.max(0, Math.min(rest, atMost)));
        }
        for (int group = 0; group < groups.size(); group++) {
            fill(groups.get(group), ends.get(group));
        }
    }

    /**
     * More may run than there are slots, by agents that were given fewer: the first ends free none.
     */
    private static void fill(Group group, List<Double> ends) {
        ends.sort(Comparator.reverseOrder());
        for (int slot = 0; slot < group.agents().slots(); slot++) {
            group.free().add(slot < ends.size() ? ends.get(slot) : 0.0);
        }
    }

    /** Where no agent takes tasks of the class: as if one came now. */
    void requireOneFor(String requirementClass) {
        if (size(requirementClass) == 0) {
            PriorityQueue<Double> one = new PriorityQueue<>(List.of(0.0));
            serving.put(requirementClass, List.of(new Group(new Agents(null, 1), one)));
        }
    }

    /** Slots for tasks of the class. */
    int size(String requirementClass) {
        return serving(requirementClass).stream().mapToInt(group -> group.agents().slots()).sum();
    }

    /** When the next task of the class could begin; infinite where it can't. */
    double free(String requirementClass) {
        return serving(requirementClass).stream()
                .mapToDouble(Group::next)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Gives a task the next slot for a time; when it begins, unless nobody serves it. */
    OptionalDouble take(String requirementClass, double seconds) {
        return serving(requirementClass).stream()
                .filter(group -> !group.free().isEmpty())
                .min(Comparator.comparing(Group::next))
                .map(group -> take(group, seconds))
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    private static double take(Group group, double seconds) {
        double start = group.free().remove();
        group.free().add(start + seconds);
        return start;
    }

    private List<Group> serving(String requirementClass) {
        return serving.computeIfAbsent(
                requirementClass,
                name -> {
                    Requirements required = requirements.apply(name);
                    return groups.stream()
                            .filter(g -> Fitness.serves(g.agents().capabilities(), required))
                            .toList();
                });
    }
}
