package dev.buildserver.standalone.stack;

import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.folder.ProcessIdentity;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.keys.Credentials;
import dev.buildserver.standalone.runtime.Background;
import dev.buildserver.standalone.runtime.Poll;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.service.ServiceKind;
import dev.buildserver.standalone.service.ServicePorts;
import dev.buildserver.standalone.supervision.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Everything on this machine: three stores, four services, agents. What it started ends with {@link
 * #close}, or with this JVM.
 */
public final class Stack implements AutoCloseable {
    private static final Duration AGENTS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(50);
    private static final List<String> CONNECTED = List.of("Idle", "Building");

    private final StackPlan plan;
    private final Journal journal;
    private final InstantSource clock;
    private final Background background = new Background();
    private final HealthProbe probe = new HealthProbe();
    private final Supervisor storeSupervisor;
    private final Supervisor serviceSupervisor;
    private final Supervisor agentSupervisor;

    private volatile boolean ready;
    private volatile String url;
    private volatile Stores stores;
    private volatile Services services;
    private boolean closed;

    public Stack(StackPlan plan, Journal journal, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        this.journal = journal;
        this.storeSupervisor = supervisor();
        this.serviceSupervisor = supervisor();
        this.agentSupervisor = supervisor();
    }

    /**
     * Returns when a build could run: all services are ready and all agents wait for work.
     *
     * @return URL of the gateway
     * @throws LauncherException when something does not start; what has been started stays until
     *     {@link #close}
     */
    public String start(DotnetSdk sdk) {
        try {
            writeRunRecord();
            Credentials credentials = Credentials.in(plan.folder().keys(), clock);
            credentials.writeUserTokens(plan.folder().tokens());
            stores = Stores.start(plan, background, storeSupervisor);
            services = new Services(plan, credentials, stores.addresses(), sdk, probe);
            ServicePorts ports = services.start(serviceSupervisor, agentSupervisor);
            url = ports.url(ServiceKind.GATEWAY);
            awaitAgents(services.agentNames());
            SdkFile.write(sdk, plan.folder());
            PortsFile.of(ports, stores).write(plan.folder());
            ready = true;
            writeRunRecord();
            return url;
        } catch (IOException e) {
            throw new LauncherException("The stack does not start: " + e, e);
        } catch (CompletionException e) {
            throw new LauncherException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        // Users before what they use: an agent hands its builds back before the orchestrator ends.
        agentSupervisor.close();
        serviceSupervisor.close();
        if (services != null) {
            services.close();
        }
        storeSupervisor.close();
        if (stores != null) {
            stores.s3().close();
        }
        background.close();
    }

    private void awaitAgents(List<String> names) throws IOException {
        String token = Files.readString(plan.folder().tokens().resolve("admin.jwt")).strip();
        boolean connected =
                Poll.until(
                        AGENTS_WITHIN,
                        ASK_EVERY,
                        () -> {
                            Map<String, String> agents = probe.agents(url, token);
                            return names.stream()
                                    .allMatch(
                                            name ->
                                                    CONNECTED.contains(
                                                            agents.getOrDefault(name, "")));
                        });
        if (!connected) {
            throw new LauncherException(
                    "No build could run: the gateway names these agents: "
                            + probe.agents(url, token)
                            + ", wanted are "
                            + names
                            + " (logs are in "
                            + plan.folder().logs()
                            + ")");
        }
    }

    private synchronized void writeRunRecord() {
        if (closed) {
            return;
        }
        List<ProcessIdentity> children = new ArrayList<>(storeSupervisor.processes());
        children.addAll(serviceSupervisor.processes());
        children.addAll(agentSupervisor.processes());
        ProcessIdentity self = ProcessIdentity.of("launcher", ProcessHandle.current().pid());
        try {
            plan.folder().write(new RunRecord(self, ready, url, children));
        } catch (UncheckedIOException e) {
            journal.say("The run file can't be written: " + e.getMessage());
        }
    }

    private Supervisor supervisor() {
        return new Supervisor(
                plan.trial().restarts(), clock, background, journal, this::writeRunRecord);
    }
}
