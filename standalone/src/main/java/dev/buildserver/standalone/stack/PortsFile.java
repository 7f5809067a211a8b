package dev.buildserver.standalone.stack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.embedded.Secrets;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.service.ServiceKind;
import dev.buildserver.standalone.service.ServicePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * {@code ports.json}: which port of 127.0.0.1 belongs to what. Scripts and tests read it.
 *
 * @param management health and metrics of the services
 */
public record PortsFile(
        int gateway,
        int orchestrator,
        int artifact,
        int cache,
        List<Integer> agents,
        int postgres,
        int redis,
        int s3,
        Management management) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public PortsFile {
        agents = List.copyOf(agents);
    }

    /** Ports for health and metrics. */
    public record Management(
            int gateway, int orchestrator, int artifact, int cache, List<Integer> agents) {
        public Management {
            agents = List.copyOf(agents);
        }
    }

    static PortsFile of(ServicePorts ports, Stores stores) {
        return new PortsFile(
                ports.main().get(ServiceKind.GATEWAY),
                ports.main().get(ServiceKind.ORCHESTRATOR),
                ports.main().get(ServiceKind.ARTIFACT),
                ports.main().get(ServiceKind.CACHE),
                ports.agents(),
                stores.postgres().port(),
                stores.redis().port(),
                stores.s3().port(),
                new Management(
                        ports.mainManagement().get(ServiceKind.GATEWAY),
                        ports.mainManagement().get(ServiceKind.ORCHESTRATOR),
                        ports.mainManagement().get(ServiceKind.ARTIFACT),
                        ports.mainManagement().get(ServiceKind.CACHE),
                        ports.agentManagement()));
    }

    /** Of a running stack; empty when the file is missing or not yet there. */
    public static Optional<PortsFile> read(DataFolder folder) {
        try {
            return Optional.of(
                    JSON.readValue(Files.readString(folder.portsFile()), PortsFile.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Where that process answers; 0 = unknown. */
    public int port(String process) {
        return switch (process) {
            case "gateway" -> gateway;
            case "orchestrator" -> orchestrator;
            case "artifact" -> artifact;
            case "cache" -> cache;
            case "postgres" -> postgres;
            case "redis" -> redis;
            default -> agentPort(process, agents);
        };
    }

    /** Where that process answers for its health; 0 = nowhere. */
    public int managementPort(String process) {
        return switch (process) {
            case "gateway" -> management.gateway();
            case "orchestrator" -> management.orchestrator();
            case "artifact" -> management.artifact();
            case "cache" -> management.cache();
            default -> agentPort(process, management.agents());
        };
    }

    private static int agentPort(String process, List<Integer> ports) {
        for (int i = 0; i < ports.size(); i++) {
            if (process.equals(Services.agentName(i))) {
                return ports.get(i);
            }
        }
        return 0;
    }

    void write(DataFolder folder) throws IOException {
        Secrets.write(
                folder.portsFile(),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
