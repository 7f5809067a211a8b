package dev.buildserver.gateway.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.buildserver.contract.problem.Problem;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.json.WireJson;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A test of the running gateway, with fake services behind it that know nothing at first. */
@QuarkusTestResource(FakeServices.class)
public abstract class GatewayTest {
    // A stream that does not end must fail its test, not stop all of them.
    private static final RestAssuredConfig IMPATIENT =
            RestAssured.config()
                    .httpClient(
                            HttpClientConfig.httpClientConfig()
                                    .setParam("http.socket.timeout", 15_000));

    protected WireMockServer orchestrator;
    protected WireMockServer artifacts;
    protected WireMockServer cache;

    @BeforeEach
    void forget() {
        orchestrator.resetAll();
        artifacts.resetAll();
        cache.resetAll();
    }

    /** A request by the developer of the original examples. */
    protected static RequestSpecification asDeveloper() {
        return as(developer());
    }

    /** The token of the developer of the original examples. */
    protected static String developer() {
        return TestTokens.user("Developer", Samples.DEVELOPER, Map.of());
    }

    /** A request with a token. */
    protected static RequestSpecification as(String token) {
        return given().config(IMPATIENT).auth().oauth2(token);
    }

    /** An answer of a service. */
    protected static ResponseDefinitionBuilder json(Object body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(write(body));
    }

    /** An error of a service. */
    protected static ResponseDefinitionBuilder problem(ErrorCode code, String detail) {
        Problem problem =
                new Problem(
                        code.type(),
                        code.title(),
                        code.status(),
                        detail,
                        "/internal/v1/x",
                        code.name(),
                        "0123456789abcdef0123456789abcdef",
                        code.retryable(),
                        List.of(),
                        Map.of());
        return aResponse()
                .withStatus(code.status())
                .withHeader("Content-Type", "application/problem+json")
                .withBody(write(problem));
    }

    protected static String write(Object body) {
        try {
            return body instanceof String text ? text : WireJson.mapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
