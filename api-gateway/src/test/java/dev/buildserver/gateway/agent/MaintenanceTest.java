package dev.buildserver.gateway.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.AgentDetails;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.agent.Maintenance;
import dev.buildserver.contract.agent.Usage;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.gateway.testing.Samples;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MaintenanceTest extends GatewayTest {
    private static final String AGENT = "/api/v1/agents/agent-linux-01";
    private static final String BEHIND = "/internal/v1/agents/agent-linux-01";
    private static final AgentDetails DRAINED =
            new AgentDetails(
                    "agent-linux-01",
                    "linux-build-01",
                    "Linux",
                    TargetType.LINUX,
                    AgentStatus.MAINTENANCE,
                    List.of(),
                    new Usage(85.5, 62.3, 250_000_000_000L),
                    new Capabilities(
                            "Linux",
                            "x64",
                            List.of("8.0.404", "9.0.100"),
                            List.of("docker", "git", "dotnet"),
                            2,
                            8,
                            33_000_000_000L,
                            Map.of()),
                    Samples.at("10:20:00"),
                    Samples.at("10:00:00"),
                    List.of(),
                    "0.1.0",
                    new Maintenance(
                            "New disk",
                            "buildmaster@example.com",
                            Samples.at("10:15:00"),
                            Samples.at("10:25:00")));

    @Test
    void ordersGoToTheOrchestratorAndTheAnswerLooksLikeTheExample() {
        // Given
        orchestrator.stubFor(post(BEHIND + "/maintenance").willReturn(json(DRAINED)));
        orchestrator.stubFor(post(BEHIND + "/drain").willReturn(json(DRAINED)));
        // When
        Response on = order("/maintenance", "{\"enabled\": true, \"reason\": \"New disk\"}");
        Response drain = order("/drain", "{\"deadlineSeconds\": 600}");
        Response patient = order("/drain", "{}");
        // Then
        Examples.assertSame(on.asString(), "agent-drained.json");
        Examples.assertSame(drain.asString(), "agent-drained.json");
        assertThat(patient.statusCode()).isEqualTo(200);
        orchestrator.verify(
                postRequestedFor(urlEqualTo(BEHIND + "/maintenance"))
                        .withRequestBody(
                                equalToJson("{\"enabled\": true, \"reason\": \"New disk\"}")));
        orchestrator.verify(
                postRequestedFor(urlEqualTo(BEHIND + "/drain"))
                        .withRequestBody(equalToJson("{\"deadlineSeconds\": 600}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/maintenance | {} | enabled",
                "/maintenance | {\"enabled\": \"yes\"} | enabled",
                "/maintenance | {\"enabled\": true, \"reason\": \"a\\nb\"} | reason",
                "/maintenance | {\"enabled\": true, \"until\": 3} | until",
                "/drain | {\"deadlineSeconds\": -1} | deadlineSeconds",
                "/drain | {\"deadlineSeconds\": 86401} | deadlineSeconds",
                "/drain | {\"deadlineSeconds\": 1.5} | deadlineSeconds",
            })
    void whatIsWrongIsTold(String what, String body, String field) {
        // When
        Response answer = order(what, body);
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field")).containsExactly(field);
        assertThat(orchestrator.getAllServeEvents()).isEmpty();
    }

    @Test
    void bodiesThatAreNoneAndAgentsThatAreNoneAreToldApart() {
        // Given
        orchestrator.stubFor(
                post(BEHIND + "/drain").willReturn(problem(ErrorCode.AGENT_NOT_FOUND, "none")));
        // Then
        assertThat(order("/drain", "[").<String>path("code")).isEqualTo("MALFORMED_JSON");
        assertThat(order("/drain", "{}").<String>path("code")).isEqualTo("AGENT_NOT_FOUND");
    }

    private static Response order(String what, String body) {
        return as(TestTokens.buildMaster())
                .contentType("application/json")
                .body(body)
                .post(AGENT + what);
    }
}
