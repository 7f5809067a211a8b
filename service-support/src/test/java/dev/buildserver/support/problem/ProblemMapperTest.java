package dev.buildserver.support.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.KeysResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(KeysResource.class)
class ProblemMapperTest {
    private static final int CUT = 0;

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasItsStatusAndType(ErrorCode code) {
        // When
        Response answer = given().get("/errors/known/" + code.name());
        // Then
        JsonPath problem = problem(answer, code, "/errors/known/" + code.name());
        assertThat(problem.getString("detail")).isEqualTo("this time");
        assertThat(problem.getInt("nextBatch")).isEqualTo(7);
        assertThat(problem.getBoolean("retryable")).isEqualTo(code.retryable());
    }

    @Test
    void timeOfRetryIsRoundedUp() {
        // When
        Response answer = given().get("/errors/busy");
        // Then
        problem(answer, ErrorCode.UNAVAILABLE, "/errors/busy");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void unexpectedFailureShowsNothingOfTheInside() {
        // When
        Response answer = given().get("/errors/unexpected");
        // Then
        problem(answer, ErrorCode.INTERNAL, "/errors/unexpected");
        assertThat(answer.asString()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void wrongAnswerOfOursIsOurFault() {
        // When
        Response answer = given().get("/errors/wrong-answer");
        // Then
        problem(answer, ErrorCode.INTERNAL, "/errors/wrong-answer");
    }

    @Test
    void unknownRoute() {
        // When
        Response answer = given().get("/nowhere/at/all");
        // Then
        problem(answer, ErrorCode.NOT_FOUND, "/nowhere/at/all");
    }

    @Test
    void pathParameterOfTheWrongTypeIsAnUnknownRoute() {
        // When
        Response answer = given().get("/errors/things/not-a-uuid");
        // Then
        problem(answer, ErrorCode.NOT_FOUND, "/errors/things/not-a-uuid");
    }

    @Test
    void methodNotAllowed() {
        // When
        Response answer = given().delete("/errors/orders");
        // Then
        problem(answer, ErrorCode.METHOD_NOT_ALLOWED, "/errors/orders");
    }

    @Test
    void notAcceptable() {
        // When
        Response answer =
                given().accept("image/png")
                        .get("/errors/things/0190a0b0-0000-7000-8000-000000000000");
        // Then
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.contentType()).startsWith(Problems.MEDIA_TYPE);
    }

    @Test
    void unsupportedMediaType() {
        // When
        Response answer =
                given().contentType(ContentType.XML).body("<order/>").post("/errors/orders");
        // Then
        problem(answer, ErrorCode.UNSUPPORTED_MEDIA_TYPE, "/errors/orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"{", "{\"name\": nonsense}", "{\"name\": \"a\"", "]"})
    void notJson(String body) {
        // When
        Response answer = order(body);
        // Then
        JsonPath problem = problem(answer, ErrorCode.MALFORMED_JSON, "/errors/orders");
        assertThat(problem.getString("detail")).startsWith("The body is not JSON: line 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"count\": \"many\"}|count|\"many\" is not a whole number in range",
                "{\"count\": 99999999999}|count|must be a whole number in range",
                "{\"fast\": \"quick\"}|fast|\"quick\" is not true or false",
                "{\"priority\": \"Urgent\"}|priority|\"Urgent\" is not one of Low, Normal, High,"
                        + " Critical",
                "{\"limit\": \"soon\"}|limit|\"soon\" is not a duration in ISO 8601, such as PT5M",
                "{\"due\": \"soon\"}|due|\"soon\" is not a time in ISO 8601, such as"
                        + " 2026-01-31T12:00:00Z",
                "{\"id\": \"1\"}|id|\"1\" is not a UUID",
                "{\"name\": {}}|name|must be a string",
                "{\"lines\": {}}|lines|must be an array",
                "{\"lines\": [{\"text\": \"a\"}, 5]}|lines[1]|must be an object",
                "{\"properties\": []}|properties|must be an object",
                "[]||must be an object",
            })
    void wrongTypeNamesTheField(String body, String field, String message) {
        // When
        Response answer = order(body);
        // Then
        JsonPath problem = problem(answer, ErrorCode.VALIDATION_FAILED, "/errors/orders");
        assertThat(problem.getList("violations"))
                .isEqualTo(
                        List.of(Map.of("field", field == null ? "" : field, "message", message)));
    }

    @Test
    void everyViolatedConstraintIsNamed() {
        // When
        Response answer =
                order("{\"count\": 11, \"lines\": [{\"text\": \"a\"}, {\"text\": \"\"}]}");
        // Then
        JsonPath problem = problem(answer, ErrorCode.VALIDATION_FAILED, "/errors/orders");
        assertThat(problem.getList("violations.field"))
                .isEqualTo(List.of("count", "lines[1].text"));
    }

    @Test
    void violatedQueryParameterIsNamed() {
        // When
        Response answer =
                given().get("/errors/things/0190a0b0-0000-7000-8000-000000000000?limit=101");
        // Then
        JsonPath problem =
                problem(
                        answer,
                        ErrorCode.VALIDATION_FAILED,
                        "/errors/things/0190a0b0-0000-7000-8000-000000000000");
        assertThat(problem.getList("violations.field")).isEqualTo(List.of("limit"));
    }

    @Test
    void emptyBodyIsAnInvalidRequest() {
        // When
        Response answer = given().contentType(ContentType.JSON).post("/errors/orders");
        // Then
        problem(answer, ErrorCode.VALIDATION_FAILED, "/errors/orders");
    }

    @Test
    void bodyOverTheLimit() {
        // When
        Response answer = order("{\"name\": \"" + "a".repeat(100_000) + "\"}");
        // Then
        problem(answer, ErrorCode.PAYLOAD_TOO_LARGE, "/errors/orders");
    }

    @Test
    void bodyOfUnknownLengthOverTheLimit() throws Exception {
        // Given
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        RestAssured.baseURI
                                                + ":"
                                                + RestAssured.port
                                                + "/errors/orders"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofString(
                                                "{\"name\": \"" + "a".repeat(100_000) + "\"}")))
                        .build();
        // When
        int status = statusOrCut(request);
        // Then: the framework answers by itself and cuts the connection while the request still
        // comes, so the client sees either.
        assertThat(status).isIn(413, CUT);
    }

    @Test
    void noToken() {
        // When
        Response answer = given().get("/errors/for-admins");
        // Then
        problem(answer, ErrorCode.UNAUTHENTICATED, "/errors/for-admins");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void badToken() {
        // When
        Response answer = given().auth().oauth2("nonsense").get("/errors/for-admins");
        // Then
        problem(answer, ErrorCode.UNAUTHENTICATED, "/errors/for-admins");
    }

    @Test
    void roleIsTooLow() {
        // When
        Response answer = given().auth().oauth2(TestTokens.buildMaster()).get("/errors/for-admins");
        // Then
        problem(answer, ErrorCode.FORBIDDEN, "/errors/for-admins");
    }

    private static int statusOrCut(HttpRequest request) throws InterruptedException {
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return CUT;
        }
    }

    private static Response order(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/errors/orders");
    }

    private static JsonPath problem(Response answer, ErrorCode code, String instance) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(code.status());
        assertThat(answer.contentType()).startsWith(Problems.MEDIA_TYPE);
        JsonPath problem = answer.jsonPath();
        assertThat(problem.getString("code")).isEqualTo(code.name());
        assertThat(problem.getString("title")).isEqualTo(code.title());
        assertThat(problem.getString("type")).isEqualTo(code.type());
        assertThat(problem.getInt("status")).isEqualTo(code.status());
        assertThat(problem.getString("instance")).isEqualTo(instance);
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
        return problem;
    }
}
