package dev.buildserver.orchestrator.metrics;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.orchestrator.metrics.WaitingTasks.Group;
import dev.buildserver.orchestrator.requirement.Fitness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many tasks one more agent of a pool could begin. New agents of a pool are taken to be like
 * those that are connected, without any like those that were; of a pool that never had an agent
 * nothing is known, and all counts. What a limit holds back would begin with no agent, however many
 * there are.
 */
final class QueueLengths {
    private final Map<String, List<Capabilities>> offers;
    private final Function<String, Requirements> requirements;

    /**
     * @param agents all that ever registered
     * @param requirements of a class
     */
    QueueLengths(List<AgentDetails> agents, Function<String, Requirements> requirements) {
        this.offers =
                agents.stream()
                        .collect(
                                Collectors.groupingBy(
                                        AgentDetails::pool,
                                        Collectors.collectingAndThen(
                                                Collectors.toList(), QueueLengths::offer)));
        this.requirements = requirements;
    }

    /** By pool; a pool without such tasks is left out. */
    Map<String, Integer> of(List<Group> waiting) {
        Map<String, Integer> lengths = new HashMap<>();
        Map<List<String>, Integer> begun = new HashMap<>();
        for (Group group : waiting) {
            if (isServed(group)) {
                List<String> project = List.of(group.tenant(), group.project());
                List<String> tenant = List.of(group.tenant());
                int tasks =
                        Math.min(
                                Math.min(group.tasks(), room(group.projectRoom(), begun, project)),
                                room(group.tenantRoom(), begun, tenant));
                begun.merge(project, tasks, Integer::sum);
                begun.merge(tenant, tasks, Integer::sum);
                lengths.merge(group.pool(), tasks, Integer::sum);
            }
        }
        return lengths;
    }

    /** A project's builds in other pools and of other classes share its room. */
    private static int room(Integer room, Map<List<String>, Integer> begun, List<String> of) {
        return room == null ? Integer.MAX_VALUE : Math.max(0, room - begun.getOrDefault(of, 0));
    }

    private boolean isServed(Group group) {
        List<Capabilities> offer = offers.getOrDefault(group.pool(), List.of());
        Requirements required = requirements.apply(group.classId());
        return offer.isEmpty() || offer.stream().anyMatch(one -> Fitness.serves(one, required));
    }

    private static List<Capabilities> offer(List<AgentDetails> agents) {
        List<AgentDetails> connected =
                agents.stream().filter(agent -> agent.status() != AgentStatus.OFFLINE).toList();
        return (connected.isEmpty() ? agents : connected)
                .stream().map(AgentDetails::capabilities).distinct().toList();
    }
}
