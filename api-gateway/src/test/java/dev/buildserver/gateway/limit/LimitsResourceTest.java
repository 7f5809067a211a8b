package dev.buildserver.gateway.limit;

import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitList;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LimitsResourceTest extends GatewayTest {
    private static final LimitDetails OF_PROJECT =
            new LimitDetails(LimitScope.PROJECT, "default", "MyApp", 3, false, 2);
    private static final LimitDetails OF_TENANT =
            new LimitDetails(LimitScope.TENANT, "default", null, 20, true, 7);

    @Test
    void limitsLookLikeTheExamples() {
        // Given
        orchestrator.stubFor(
                get("/internal/v1/limits")
                        .willReturn(json(new LimitList(List.of(OF_TENANT, OF_PROJECT)))));
        orchestrator.stubFor(
                get("/internal/v1/projects/My%20App/limit").willReturn(json(OF_PROJECT)));
        orchestrator.stubFor(
                delete("/internal/v1/tenants/default/limit").willReturn(json(OF_TENANT)));
        // Then
        Examples.assertSame(asDeveloper().get("/api/v1/limits").asString(), "limits.json");
        Examples.assertSame(
                asDeveloper().get("/api/v1/projects/My App/limit").asString(), "limit.json");
        Examples.assertSame(
                as(TestTokens.admin()).delete("/api/v1/tenants/default/limit").asString(),
                "tenant-limit.json");
    }

    @Test
    void aLimitIsSet() {
        // Given
        orchestrator.stubFor(put("/internal/v1/projects/MyApp/limit").willReturn(json(OF_PROJECT)));
        // When
        Response answer = set("MyApp", "{\"maxConcurrentBuilds\": 3}");
        // Then
        Examples.assertSame(answer.asString(), "limit.json");
        orchestrator.verify(
                putRequestedFor(urlEqualTo("/internal/v1/projects/MyApp/limit"))
                        .withRequestBody(equalToJson("{\"maxConcurrentBuilds\": 3}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | maxConcurrentBuilds",
                "{\"maxConcurrentBuilds\": null} | maxConcurrentBuilds",
                "{\"maxConcurrentBuilds\": -1} | maxConcurrentBuilds",
                "{\"maxConcurrentBuilds\": 100001} | maxConcurrentBuilds",
                "{\"maxConcurrentBuilds\": \"3\"} | maxConcurrentBuilds",
                "{\"maxConcurrentBuilds\": 3, \"max\": 3} | max",
            })
    void whatIsWrongIsTold(String body, String field) {
        // When
        Response answer = set("MyApp", body);
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field")).containsExactly(field);
        assertThat(orchestrator.getAllServeEvents()).isEmpty();
    }

    @Test
    void aNameThatIsNoneNamesNoProject() {
        // When
        Response answer = set("..%00", "{\"maxConcurrentBuilds\": 3}");
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(orchestrator.getAllServeEvents()).isEmpty();
    }

    private static Response set(String project, String body) {
        return as(TestTokens.buildMaster())
                .contentType("application/json")
                .body(body)
                .put("/api/v1/projects/" + project + "/limit");
    }
}
