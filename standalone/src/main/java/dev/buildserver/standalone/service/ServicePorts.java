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
 */
public record ServicePorts(
        Map<ServiceKind, Integer> main,
        Map<ServiceKind, Integer> mainManagement,
        List<Integer> agents,
        List<Integer> agentManagement) {
    public ServicePorts {
        main = Map.copyOf(main);
        mainManagement = Map.copyOf(mainManagement);
        agents = List.copyOf(agents);
        agentManagement = List.copyOf(agentManagement);
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
        return new ServicePorts(main, management, agents, agentManagement);
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    public String url(ServiceKind kind) {
        return "http://" + LoopbackPorts.HOST + ":" + main.get(kind);
    }
}
