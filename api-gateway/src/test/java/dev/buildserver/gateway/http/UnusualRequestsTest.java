package dev.buildserver.gateway.http;

import static dev.buildserver.gateway.testing.Samples.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What few clients send, and what they then ought to be told. */
@QuarkusTest
class UnusualRequestsTest extends GatewayTest {
    @Test
    void aWrongMethodIsToldTheRightOnes() {
        // When
        Response answer = asDeveloper().delete("/api/v1/builds");
        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void aCompressedBodyIsNotTaken(String encoding) {
        // When
        Response answer =
                asDeveloper()
                        .contentType("application/json")
                        .header("Content-Encoding", encoding)
                        .body("{}")
                        .post("/api/v1/builds");
        // Then
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void theEncodingThatIsNoneIsTaken() {
        // When
        Response answer =
                asDeveloper()
                        .contentType("application/json")
                        .header("Content-Encoding", "identity")
                        .body("{}")
                        .post("/api/v1/builds");
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("VALIDATION_FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/png", "text/html"})
    void aLogIsNotToBeHadInOtherForms(String accept) {
        // When
        Response answer = asDeveloper().accept(accept).get("/api/v1/builds/" + BUILD + "/logs");
        // Then
        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
}
