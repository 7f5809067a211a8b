package dev.buildserver.standalone.stack;

import dev.buildserver.embedded.process.TiedCommand;
import dev.buildserver.embedded.process.TiedProcess;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.keys.Credentials;
import dev.buildserver.standalone.runtime.Poll;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.service.AgentPlace;
import dev.buildserver.standalone.service.ServiceKind;
import dev.buildserver.standalone.service.ServicePorts;
import dev.buildserver.standalone.service.ServiceSettings;
import dev.buildserver.standalone.service.StoreAddresses;
import dev.buildserver.standalone.supervision.Part;
import dev.buildserver.standalone.supervision.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Starts all service processes at the same time and waits until they take work. */
final class Services implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration ASK_EVERY = Duration.ofMillis(50);
    private static final int PORTS_TRIED = 4;
    private static final String POOL = "Linux";

    private final StackPlan plan;
    private final Credentials credentials;
    private final StoreAddresses stores;
    private final DotnetSdk sdk;
    private final HealthProbe probe;
    private final List<ServiceStart> starting = new CopyOnWriteArrayList<>();

    Services(
            StackPlan plan,
            Credentials credentials,
            StoreAddresses stores,
            DotnetSdk sdk,
            HealthProbe probe) {
        this.plan = plan;
        this.credentials = credentials;
        this.stores = stores;
        this.sdk = sdk;
        this.probe = probe;
    }

    /**
     * Starts them, on other ports when somebody was faster, and gives them to the supervisors.
     *
     * @throws LauncherException when one does not get ready; with its last words
     */
    ServicePorts start(Supervisor services, Supervisor agents) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ServicePorts ports = ServicePorts.choose(plan.gatewayPort(), plan.agents());
            ports = ports.withOrchestrators(plan.trial().orchestratorPorts());
            startAll(ports);
            Optional<ServiceStart> late = awaitReady(starting);
            if (late.isEmpty()) {
                starting.forEach(start -> watch(start.isAgent() ? agents : services, start));
                starting.clear();
                return ports;
            }
            boolean otherPorts = late.get().foundItsPortTaken() && attempt < PORTS_TRIED;
            boolean ended = !late.get().process().isAlive();
            close();
            if (!otherPorts) {
                throw new LauncherException(
                        late.get().name()
                                + (ended ? " ended at start:" : " does not get ready:")
                                + late.get().lastWords());
            }
        }
    }

    /** Names of the agents, in order. */
    List<String> agentNames() {
        return IntStream.range(0, plan.agents()).mapToObj(Services::agentName).toList();
    }

    /** Name of the agent at a position, counted from 0. */
    static String agentName(int index) {
        return "linux-agent-" + (index + 1);
    }

    /** Name of the orchestrator's replica at a position, counted from 0. */
    static String orchestratorName(int index) {
        return ServiceKind.ORCHESTRATOR.label() + (index == 0 ? "" : "-" + (index + 1));
    }

    /** Ends those that have not been given to a supervisor yet. */
    @Override
    public void close() {
        starting.parallelStream().forEach(start -> start.process().close());
        starting.clear();
    }

    private void startAll(ServicePorts ports) throws IOException {
        ServiceSettings settings =
                new ServiceSettings(ports, stores, credentials, plan.repositories());
        // In the order in which they are needed: two processors don't start five JVMs at once.
        for (ServiceKind kind : ServiceKind.values()) {
            if (kind != ServiceKind.AGENT) {
                Map<String, String> own =
                        kind == ServiceKind.CACHE
                                ? settings.ofCache(sdk.nugetConfig())
                                : settings.of(kind);
                TiedCommand command = command(kind, kind.label(), own);
                int managementPort = ports.mainManagement().get(kind);
                starting.add(ServiceStart.of(kind, kind.label(), command, managementPort));
            }
        }
        for (int i = 0; i < ports.furtherOrchestrators().size(); i++) {
            ServicePorts.Pair pair = ports.furtherOrchestrators().get(i);
            String name = orchestratorName(i + 1);
            TiedCommand command =
                    command(ServiceKind.ORCHESTRATOR, name, settings.ofOrchestrator(pair));
            starting.add(
                    ServiceStart.of(ServiceKind.ORCHESTRATOR, name, command, pair.management()));
        }
        for (int i = 0; i < plan.agents(); i++) {
            AgentPlace place = place(agentName(i));
            // Builds run in sessions of their own, with a home below the agent's work folder.
            TiedCommand command =
                    command(ServiceKind.AGENT, place.name(), settings.ofAgent(i, place))
                            .killingMarked(place.workFolder() + "/");
            int managementPort = ports.agentManagement().get(i);
            starting.add(ServiceStart.of(ServiceKind.AGENT, place.name(), command, managementPort));
        }
    }

    private TiedCommand command(ServiceKind kind, String name, Map<String, String> environment) {
        DataFolder folder = plan.folder();
        return plan.launch()
                .command(
                        kind,
                        plan.trial().changed(kind, environment),
                        folder.root(),
                        folder.log(name));
    }

    private AgentPlace place(String name) throws IOException {
        Path own = Files.createDirectories(plan.folder().agents().resolve(name)).toRealPath();
        Path token = own.resolve("token");
        credentials.writeAgentToken(token, name, POOL);
        return new AgentPlace(
                name,
                POOL,
                token,
                Files.createDirectories(own.resolve("work")),
                sdk.root(),
                sdk.nugetConfig(),
                sdk.environment());
    }

    /** Empty when all are ready; else the first that ended, or one that is not ready in time. */
    private Optional<ServiceStart> awaitReady(List<ServiceStart> starts) {
        List<ServiceStart> waiting = new ArrayList<>(starts);
        Poll.until(
                READY_WITHIN,
                ASK_EVERY,
                () -> {
                    waiting.removeIf(start -> probe.isReady(start.managementPort()));
                    return waiting.isEmpty()
                            || starts.stream().anyMatch(start -> !start.process().isAlive());
                });
        return starts.stream()
                .filter(start -> !start.process().isAlive())
                .findFirst()
                .or(() -> waiting.stream().findFirst());
    }

    private static void watch(Supervisor supervisor, ServiceStart start) {
        supervisor.watch(
                start.name(),
                Part.of(start.process()),
                () -> Part.of(TiedProcess.start(start.command())));
    }
}
