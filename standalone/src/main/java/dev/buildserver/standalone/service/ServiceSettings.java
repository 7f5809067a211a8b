package dev.buildserver.standalone.service;

import dev.buildserver.embedded.process.LoopbackPorts;
import dev.buildserver.standalone.keys.Credentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings of each service process, handed over as environment variables. */
public final class ServiceSettings {
    private static final Path USERS_OWN =
            Path.of(System.getProperty("user.home"), ".nuget", "NuGet", "NuGet.Config");

    private final ServicePorts ports;
    private final StoreAddresses stores;
    private final Credentials credentials;
    private final RepositoryAccess repositories;

    public ServiceSettings(
            ServicePorts ports,
            StoreAddresses stores,
            Credentials credentials,
            RepositoryAccess repositories) {
        this.ports = ports;
        this.stores = stores;
        this.credentials = credentials;
        this.repositories = repositories;
    }

    /** Of a service that is not an agent. */
    public Map<String, String> of(ServiceKind kind) {
        Map<String, String> settings =
                common(ports.main().get(kind), ports.mainManagement().get(kind));
        settings.put(
                "buildserver.internal.private-key-file",
                credentials.internalPrivateKey().toString());
        settings.put("mp.jwt.verify.publickey.location", "file:" + credentials.userPublicKey());
        settings.put("mp.jwt.verify.issuer", Credentials.USER_ISSUER);
        switch (kind) {
            case GATEWAY -> addGateway(settings);
            case ORCHESTRATOR -> addOrchestrator(settings);
            case ARTIFACT -> {
                settings.putAll(stores.postgres());
                settings.putAll(stores.s3());
            }
            case CACHE -> {
                settings.putAll(stores.redis());
                settings.putAll(stores.s3());
            }
            case AGENT -> throw new IllegalArgumentException("an agent needs a place");
        }
        return asEnvironment(settings);
    }

    /**
     * Of the cache service.
     *
     * @param nugetConfig names the feeds behind its own; empty = that of the machine's user
     */
    public Map<String, String> ofCache(Optional<Path> nugetConfig) {
        Map<String, String> settings = of(ServiceKind.CACHE);
        nugetConfig
                .or(() -> Optional.of(USERS_OWN).filter(Files::isRegularFile))
                .ifPresent(
                        file ->
                                settings.put(
                                        "BUILDSERVER_CACHE_NUGET_CONFIG_FILE", file.toString()));
        return settings;
    }

    /** Of a replica of the orchestrator besides the first. */
    public Map<String, String> ofOrchestrator(ServicePorts.Pair pair) {
        Map<String, String> settings = of(ServiceKind.ORCHESTRATOR);
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(pair.port()));
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(pair.management()));
        return settings;
    }

    /**
     * Of an agent.
     *
     * @param index position of its ports
     */
    public Map<String, String> ofAgent(int index, AgentPlace place) {
        Map<String, String> settings =
                common(ports.agents().get(index), ports.agentManagement().get(index));
        settings.putAll(repositories.settings());
        settings.putAll(place.settings());
        settings.put("buildserver.agent.orchestrator-url", ports.url(ServiceKind.ORCHESTRATOR));
        Map<String, String> environment = asEnvironment(settings);
        environment.putAll(place.sdkEnvironment());
        return environment;
    }

    private Map<String, String> common(int port, int managementPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.host", LoopbackPorts.HOST);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.host", LoopbackPorts.HOST);
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put(
                "buildserver.internal.public-key-file", credentials.internalPublicKey().toString());
        return settings;
    }

    private void addGateway(Map<String, String> settings) {
        settings.put("buildserver.gateway.orchestrator-url", ports.url(ServiceKind.ORCHESTRATOR));
        settings.put("buildserver.gateway.artifact-url", ports.url(ServiceKind.ARTIFACT));
        settings.put("buildserver.gateway.cache-url", ports.url(ServiceKind.CACHE));
        settings.putAll(repositories.settings());
    }

    private void addOrchestrator(Map<String, String> settings) {
        settings.put("buildserver.orchestrator.artifact-url", ports.url(ServiceKind.ARTIFACT));
        settings.put("buildserver.orchestrator.cache-url", ports.url(ServiceKind.CACHE));
        // No other agent will come: a word at once is worth more than a place in the queue.
        settings.put("buildserver.orchestrator.queue.missing-capability", "fail");
        settings.putAll(stores.postgres());
        settings.putAll(stores.redis());
        settings.putAll(stores.s3());
    }

    /**
     * The names as MicroProfile Config looks for them. Not on the command line: all can read it.
     */
    static Map<String, String> asEnvironment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        settings.forEach(
                (name, value) ->
                        environment.put(
                                name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                                value));
        return environment;
    }
}
