package dev.buildserver.gateway.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiDocumentTest extends GatewayTest {
    @Test
    void theDocumentAndItsPageAreThereWithoutAToken() {
        Response yaml = given().get("/openapi");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(yaml.asString()).startsWith("---\nopenapi: 3.");
        Response page = given().get("/swagger-ui/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("BuildServer for .NET");
        // Their policy would keep the page's own scripts from running.
        assertThat(page.header("Content-Security-Policy")).isNull();
    }

    @Test
    void everyOperationHasASummaryAnExampleAndItsErrors() {
        List<JsonNode> operations = operations();
        assertThat(operations).hasSize(27);
        for (JsonNode operation : operations) {
            String id = operation.get("operationId").asText();
            assertThat(operation.path("summary").asText()).as(id).isNotEmpty();
            OperationNotes notes = OperationNotes.of(id).orElseThrow();
            JsonNode responses = operation.get("responses");
            if (notes.example() != null) {
                JsonNode example =
                        responses.at("/" + notes.status() + "/content/application~1json/example");
                assertThat(example)
                        .as(id)
                        .isEqualTo(Examples.parse(Examples.text(notes.example())));
            }
            for (ErrorCode code : notes.errors()) {
                assertThat(
                                responses.at(
                                        "/"
                                                + code.status()
                                                + "/content/application~1problem+json/examples/"
                                                + code.name()))
                        .as(id + " " + code)
                        .isNotNull();
            }
            assertThat(responses.has("401")).as(id).isTrue();
            assertThat(responses.has("503")).as(id).isTrue();
        }
    }

    @Test
    void theRequestIsDescribedWithItsExample() {
        JsonNode body =
                document()
                        .at("/paths/~1api~1v1~1builds/post/requestBody/content/application~1json");
        assertThat(body.at("/schema/$ref").asText()).endsWith("/BuildRequest");
        assertThat(body.get("example")).isEqualTo(Examples.parse(Examples.text("request.json")));
        JsonNode job = document().at("/components/schemas/JobRequest/properties");
        assertThat(job.at("/timeoutMinutes/maximum").asInt()).isEqualTo(1440);
        assertThat(job.has("testFilter")).isTrue();
    }

    @Test
    void namesAreThoseOnTheWire() {
        JsonNode schemas = document().at("/components/schemas");
        for (Map.Entry<String, String> name :
                Map.of(
                                "BuildStatus", "WaitingForApproval",
                                "TargetType", "MacOS",
                                "StageName", "Clone",
                                "StageStatus", "Skipped",
                                "BuildStrategy", "Incremental",
                                "BuildPriority", "Critical",
                                "FailureReason", "CompileErrors",
                                "AgentStatus", "Idle",
                                "ArtifactKind", "TestResult")
                        .entrySet()) {
            assertThat(schemas.at("/" + name.getKey() + "/enum").toString())
                    .as(name.getKey())
                    .contains('"' + name.getValue() + '"');
        }
        // No constant in Java's spelling is left anywhere.
        schemas.properties().stream()
                .filter(schema -> !schema.getKey().equals("Problem"))
                .forEach(
                        schema ->
                                schema.getValue()
                                        .path("enum")
                                        .forEach(
                                                value ->
                                                        assertThat(value.asText())
                                                                .as(schema.getKey())
                                                                .doesNotMatch("[A-Z]{2,}[A-Z_]*")));
    }

    @Test
    void theTokenIsDescribed() {
        JsonNode scheme = document().at("/components/securitySchemes/token");
        assertThat(scheme.get("scheme").asText()).isEqualTo("bearer");
        assertThat(document().get("security").toString()).isEqualTo("[{\"token\":[]}]");
    }

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        document()
                .get("paths")
                .forEach(
                        path ->
                                path.properties().stream()
                                        .filter(member -> member.getValue().has("operationId"))
                                        .forEach(member -> operations.add(member.getValue())));
        return operations;
    }

    private static JsonNode document() {
        return Examples.parse(given().accept("application/json").get("/openapi").asString());
    }
}
