package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.agents.Fleet.Group;
import dev.buildserver.orchestrator.requirement.Fitness;
import java.util.List;
import java.util.function.ToIntFunction;

/** Agents, or those of them that serve some requirements, and their sums. */
public record PoolLoad(List<Group> groups) {
    public PoolLoad {
        groups = List.copyOf(groups);
    }

    /** Of the agents that have what is required. */
    public PoolLoad serving(Requirements required) {
        return required.areNone()
                ? this
                : new PoolLoad(
                        groups.stream()
                                .filter(group -> Fitness.serves(group.capabilities(), required))
                                .toList());
    }

    /** Connected agents. */
    public int agents() {
        return sum(Group::agents);
    }

    /** Agents that take work. */
    public int accepting() {
        return sum(Group::accepting);
    }

    /** Slots of connected agents. */
    public int slots() {
        return sum(group -> group.agents() * group.capabilities().maxConcurrentBuilds());
    }

    /** Leased tasks. */
    public int running() {
        return sum(Group::running);
    }

    private int sum(ToIntFunction<Group> value) {
        return groups.stream().mapToInt(value).sum();
    }
}
