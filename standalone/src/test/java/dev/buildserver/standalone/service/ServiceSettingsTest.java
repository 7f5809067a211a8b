package dev.buildserver.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.standalone.keys.Credentials;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {
    @TempDir Path folder;

    private ServicePorts ports;
    private ServiceSettings settings;

    @BeforeEach
    void setUp() throws Exception {
        ports = ServicePorts.choose(0, 2);
        StoreAddresses stores =
                new StoreAddresses(
                        Map.of("quarkus.datasource.password", "pg-secret"),
                        Map.of("quarkus.redis.hosts", "redis://:redis-secret@127.0.0.1:1"),
                        Map.of("buildserver.s3.secret-key", "s3-secret"));
        settings =
                new ServiceSettings(
                        ports,
                        stores,
                        Credentials.in(folder, InstantSource.system()),
                        new RepositoryAccess(List.of(Path.of("/repos/a"), Path.of("/repos/b,c"))));
    }

    @Test
    void anAgentHoldsNoKeyAndSeesNoStore() {
        // When
        Map<String, String> environment = settings.ofAgent(1, place());
        // Then
        assertThat(environment.keySet())
                .noneMatch(name -> name.contains("PRIVATE_KEY"))
                .noneMatch(name -> name.contains("DATASOURCE"))
                .noneMatch(name -> name.contains("REDIS"))
                .noneMatch(name -> name.contains("S3"));
        assertThat(environment.values()).noneMatch(value -> value.contains("secret"));
    }

    @Test
    void anAgentKnowsItsPlaceAndItsSdk() {
        // When
        Map<String, String> environment = settings.ofAgent(1, place());
        // Then
        assertThat(environment)
                .containsEntry("BUILDSERVER_AGENT_NAME", "linux-agent-2")
                .containsEntry("BUILDSERVER_AGENT_POOL", "Linux")
                .containsEntry("BUILDSERVER_AGENT_DOTNET_ROOT", "/sdk")
                .containsEntry("BUILDSERVER_AGENT_NUGET_CONFIG_FILE", "/nuget.config")
                .containsEntry("LD_LIBRARY_PATH", "/ssl")
                .containsEntry("QUARKUS_HTTP_PORT", ports.agents().get(1).toString())
                .containsEntry(
                        "BUILDSERVER_AGENT_ORCHESTRATOR_URL", ports.url(ServiceKind.ORCHESTRATOR));
    }

    @Test
    void localFoldersAreAListInWhichCommasAreEscaped() {
        // When
        Map<String, String> environment = settings.of(ServiceKind.GATEWAY);
        // Then
        assertThat(environment)
                .containsEntry("BUILDSERVER_REPOSITORIES_LOCAL_FOLDERS", "/repos/a,/repos/b\\,c")
                .containsEntry("BUILDSERVER_REPOSITORIES_ALLOW_LOOPBACK", "true");
    }

    @Test
    void whatNoAgentCanBuildIsSaidAtOnce() {
        assertThat(settings.of(ServiceKind.ORCHESTRATOR))
                .containsEntry("BUILDSERVER_ORCHESTRATOR_QUEUE_MISSING_CAPABILITY", "fail");
    }

    @Test
    void everyServiceListensOnLoopbackOnly() {
        for (ServiceKind kind :
                List.of(
                        ServiceKind.GATEWAY,
                        ServiceKind.ORCHESTRATOR,
                        ServiceKind.ARTIFACT,
                        ServiceKind.CACHE)) {
            // When
            Map<String, String> environment = settings.of(kind);
            // Then
            assertThat(environment)
                    .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                    .containsEntry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1")
                    .containsKey("MP_JWT_VERIFY_PUBLICKEY_LOCATION");
        }
    }

    @Test
    void noPortIsGivenTwice() {
        // Then
        List<Integer> all =
                java.util.stream.Stream.of(
                                ports.main().values(),
                                ports.mainManagement().values(),
                                ports.agents(),
                                ports.agentManagement())
                        .flatMap(java.util.Collection::stream)
                        .toList();
        assertThat(all).hasSize(12).doesNotHaveDuplicates().allMatch(port -> port > 0);
    }

    @Test
    void theCommandLineHoldsNoSetting() throws Exception {
        // Given
        Path jar = ServiceKind.GATEWAY.jar(folder);
        java.nio.file.Files.createDirectories(jar.getParent());
        java.nio.file.Files.createFile(jar);
        Map<String, String> environment = settings.of(ServiceKind.ORCHESTRATOR);
        // When
        var command =
                ServiceLaunch.of(folder, Map.of())
                        .command(ServiceKind.GATEWAY, environment, folder, folder.resolve("log"));
        // Then
        assertThat(String.join(" ", command.command())).doesNotContain("secret");
        assertThat(command.environment())
                .containsEntry("BUILDSERVER_PARENT_PIPE", "stdin")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "pg-secret");
        assertThat(command.seesPipe()).isTrue();
    }

    private static AgentPlace place() {
        return new AgentPlace(
                "linux-agent-2",
                "Linux",
                Path.of("/token"),
                Path.of("/data/work"),
                Path.of("/sdk"),
                Optional.of(Path.of("/nuget.config")),
                Map.of("LD_LIBRARY_PATH", "/ssl"));
    }
}
