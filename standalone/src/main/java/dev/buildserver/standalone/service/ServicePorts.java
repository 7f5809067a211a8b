package dev.buildserver.standalone.service;

import dev.buildserver.embedded.process.LoopbackPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Ports of all service processes.
 *
 * @param main by kind, agents left out
 * @param mainManagement by kind, agents left out: health and metrics
 * @param agents in the order of the agents
 * @param agentManagement likewise
 * @param furtherOrchestrators replicas besides the first
 */
public record ServicePorts(
        Map<ServiceKind, Integer> main,
        Map<ServiceKind, Integer> mainManagement,
        List<Integer> agents,
        List<Integer> agentManagement,
        List<Pair> furtherOrchestrators) {
    /** Ports of one process. */
    public record Pair(int port, int management) {}

    public ServicePorts {
        main = Map.copyOf(main);
        mainManagement = Map.copyOf(mainManagement);
        agents = List.copyOf(agents);
        agentManagement = List.copyOf(agentManagement);
        furtherOrchestrators = List.copyOf(furtherOrchestrators);
    }

    /**
     * Ports that are free now.
     *
     * @param gateway port of the gateway; 0 = any free one
     */
    public static ServicePorts choose(int gateway, int agentCount) throws IOException {
        List<ServiceKind> kinds = new ArrayList<>(List.of(ServiceKind.values()));
        kinds.remove(ServiceKind.AGENT);
        Iterator<Integer> free = LoopbackPorts.free(2 * (kinds.size() + agentCount)).iterator();
        Map<ServiceKind, Integer> main = new EnumMap<>(ServiceKind.class);
        Map<ServiceKind, Integer> management = new EnumMap<>(ServiceKind.class);
        for (ServiceKind kind : kinds) {
            main.put(kind, free.next());
            management.put(kind, free.next());
        }
        if (gateway != 0) {
            main.put(ServiceKind.GATEWAY, gateway);
        }
        List<Integer> agents = new ArrayList<>();
        List<Integer> agentManagement = new ArrayList<>();
        for (int i = 0; i < agentCount; i++) {
            agents.add(free.next());
            agentManagement.add(free.next());
        }
        return new ServicePorts(main, management, agents, agentManagement, List.of());
    }

    /**
     * The same with one replica of the orchestrator on each of these ports.
     *
     * @param ports empty = as it is
     */
    public ServicePorts withOrchestrators(List<Integer> ports) throws IOException {
        if (ports.isEmpty()) {
            return this;
        }
        Map<ServiceKind, Integer> changed = new EnumMap<>(main);
        changed.put(ServiceKind.ORCHESTRATOR, ports.get(0));
        Iterator<Integer> free = LoopbackPorts.free(ports.size()).iterator();
        List<Pair> further =
                ports.stream().skip(1).map(port -> new Pair(port, free.next())).toList();
        return new ServicePorts(changed, mainManagement, agents, agentManagement, further);
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public String url(ServiceKind kind) {
        return "http://" + LoopbackPorts.HOST + ":" + main.get(kind);
    }
}
