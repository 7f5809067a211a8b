package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.requirement.Fitness;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Agents;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Running;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** When the slots of a pool are free, in seconds from its picture on. */
final class Slots {
    private final Function<String, Requirements> requirements;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, List<Group>> serving = new HashMap<>();

    /** The slots of agents that can do the same. */
    private record Group(Agents agents, Places places) {
        double next() {
            return places.next();
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
        picture.agents().forEach(agents -> ends.add(new ArrayList<>()));
        for (Running task : picture.running()) {
            ends.get(task.on()).add(picture.end(task, expected));
        }
        for (int group = 0; group < ends.size(); group++) {
            Agents agents = picture.agents().get(group);
            groups.add(new Group(agents, new Places(agents.slots(), ends.get(group))));
        }
    }

    /** Where no agent takes tasks of the class: as if one came now. */
    void requireOneFor(String requirementClass) {
        if (size(requirementClass) == 0) {
            Places one = new Places(1, List.of());
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
                .filter(group -> group.places().count() > 0)
                .min(Comparator.comparing(Group::next))
                .map(group -> OptionalDouble.of(take(group, seconds)))
                .orElseGet(OptionalDouble::empty);
    }

    private static double take(Group group, double seconds) {
        double start = group.next();
        group.places().hold(start + seconds);
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
