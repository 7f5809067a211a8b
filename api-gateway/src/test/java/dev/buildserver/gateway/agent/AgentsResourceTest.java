package dev.buildserver.gateway.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static dev.buildserver.gateway.testing.Samples.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.AgentDetails.RunningJob;
import dev.buildserver.contract.agent.AgentList;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.HealthCheck;
import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.contract.agent.PoolList;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AgentsResourceTest extends GatewayTest {
    private static final Instant BEAT = Instant.parse("2025-11-15T10:20:00Z");
    private static final AgentDetails BUILDING =
            agent(
                    AgentStatus.BUILDING,
                    List.of(new RunningJob(BUILD, "MyApp", 12)),
                    new Usage(85.5, 62.3, 250_999_999_999L),
                    BEAT.minusSeconds(60));
    private static final AgentDetails IDLE =
            agent(
                    AgentStatus.IDLE,
                    List.of(),
                    new Usage(12.5, 35.2, 250_000_000_000L),
                    BEAT.minusSeconds(72 * 3600));
    private static final PoolDetails POOL =
            new PoolDetails(
                    "Linux", TargetType.LINUX, 4, 1, 1, 1, 1, 49.0, 48.75, 500_500_000_000L, 3);

    @Test
    void agentsLookLikeTheExample() {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/agents").willReturn(json(new AgentList(List.of(BUILDING)))));
        orchestrator.stubFor(get("/internal/v1/agents/agent-linux-01").willReturn(json(BUILDING)));
        // When
        Response list = asDeveloper().get("/api/v1/agents");
        Response one = asDeveloper().get("/api/v1/agents/agent-linux-01");
        // Then
        Examples.assertSame(list.asString(), "agents.json");
        Examples.assertSame(one.asString(), "agent.json");
    }

    @Test
    void theHealthOfAnAgentLooksLikeTheExample() {
        // Given
        AgentViews views = new AgentViews(InstantSource.fixed(BEAT));
        // When
        AgentHealthView health = views.health(IDLE);
        // Then
        Examples.assertSame(health, "agent-health.json");
    }

    @Test
    void theHealthOfAnAgentIsServed() {
        // Given
        orchestrator.stubFor(get("/internal/v1/agents/agent-linux-01").willReturn(json(IDLE)));
        // When
        Response answer = asDeveloper().get("/api/v1/agents/agent-linux-01/health");
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getBoolean("healthy")).isTrue();
        assertThat(answer.jsonPath().getString("uptime")).matches("PT\\d+H(\\d+M)?(\\d+S)?");
    }

    @Test
    void anAgentThatIsGoneOrFailsACheckIsNotHealthy() {
        // Given
        AgentViews views = new AgentViews(InstantSource.fixed(BEAT));
        AgentDetails full =
                new AgentDetails(
                        "a",
                        "h",
                        "Linux",
                        TargetType.LINUX,
                        AgentStatus.MAINTENANCE,
                        List.of(),
                        null,
                        null,
                        BEAT,
                        null,
                        List.of(new HealthCheck("Disk Space", false, "1 GB left")),
                        "1",
                        null);
        // When
        AgentHealthView offline = views.health(agent(AgentStatus.OFFLINE, List.of(), null, null));
        AgentHealthView unhealthy = views.health(full);
        // Then
        assertThat(offline.healthy()).isFalse();
        assertThat(offline.uptime()).isNull();
        assertThat(unhealthy.healthy()).isFalse();
        assertThat(unhealthy.checks().get(0).status()).isEqualTo("Unhealthy");
        assertThat(unhealthy.checks().get(0).detail()).isEqualTo("1 GB left");
        assertThat(views.agent(full).capabilities()).isNull();
    }

    @Test
    void sdksBecomeTheFrameworksThatCameWithThem() {
        assertThat(
                        TargetFrameworks.of(
                                List.of(
                                        "10.0.100",
                                        "8.0.404",
                                        "3.1.102",
                                        "8.0.111",
                                        "5.0.408",
                                        "2.1.818",
                                        "9.0.100-rc.2.24474.11",
                                        "none")))
                .containsExactly(
                        "netcoreapp2.1", "netcoreapp3.1", "net5.0", "net8.0", "net9.0", "net10.0");
    }

    @Test
    void poolsLookLikeTheExample() {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/pools").willReturn(json(new PoolList(List.of(POOL)))));
        orchestrator.stubFor(get("/internal/v1/pools/lInUx").willReturn(json(POOL)));
        // When
        Response list = asDeveloper().get("/api/v1/pools");
        Response health = asDeveloper().get("/api/v1/pools/lInUx/health");
        // Then
        Examples.assertSame(list.asString(), "pools.json");
        Examples.assertSame(health.asString(), "pool-health.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/agents/unknown, AGENT_NOT_FOUND",
                "/api/v1/agents/unknown/health, AGENT_NOT_FOUND",
                "/api/v1/agents/..%2f..%2fbuilds, AGENT_NOT_FOUND",
                "/api/v1/agents/a%00b/health, AGENT_NOT_FOUND",
                "/api/v1/pools/unknown/health, POOL_NOT_FOUND",
                "/api/v1/pools/%20/health, POOL_NOT_FOUND"
            })
    void whatIsNotThereIsNotFound(String pathAndCode) {
        // Given
        String[] parts = pathAndCode.split(", ");
        orchestrator.stubFor(
                get("/internal/v1/agents/unknown")
                        .willReturn(problem(ErrorCode.AGENT_NOT_FOUND, "none")));
        orchestrator.stubFor(
                get("/internal/v1/pools/unknown")
                        .willReturn(problem(ErrorCode.POOL_NOT_FOUND, "none")));
        // When
        Response answer = asDeveloper().urlEncodingEnabled(false).get(parts[0]);
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(parts[1]);
    }

    private static AgentDetails agent(
            AgentStatus status, List<RunningJob> running, Usage usage, Instant since) {
        return new AgentDetails(
                "agent-linux-01",
                "linux-build-01",
                "Linux",
                TargetType.LINUX,
                status,
                running,
                usage,
                new Capabilities(
                        "Linux",
                        "x64",
                        List.of("8.0.404", "9.0.100"),
                        List.of("docker", "git", "dotnet"),
                        2,
                        8,
                        33_600_000_000L,
                        Map.of()),
                BEAT,
                since,
                List.of(
                        new HealthCheck(".NET SDK", true, null),
                        new HealthCheck("Git", true, null),
                        new HealthCheck("Docker", true, null),
                        new HealthCheck("Disk Space", true, null)),
                "0.1.0",
                null);
    }
}
