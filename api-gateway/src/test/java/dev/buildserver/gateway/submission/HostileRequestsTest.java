package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.GatewayTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that mean no good: always a clear 4xx, and nothing reaches the orchestrator. */
@QuarkusTest
class HostileRequestsTest extends GatewayTest {
    private static final int MEGABYTE = 1024 * 1024;

    @TestHTTPResource URI gateway;

    @AfterEach
    void nothingWasHandedOn() {
        assertThat(orchestrator.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"job\":{\"projectName\":\"a\",\"projectName\":\"b\"}}",
                "\u0000",
                "{}}"
            })
    void badJsonIsRefused(String body) {
        Response answer = post(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void binaryRubbishIsRefused() {
        byte[] rubbish = new byte[10_000];
        new java.util.Random(1).nextBytes(rubbish);
        Response answer =
                asDeveloper().contentType("application/json").body(rubbish).post("/api/v1/builds");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void deepJsonIsRefused() {
        Response answer = post("{\"a\":".repeat(40_000) + "1" + "}".repeat(40_000));
        assertThat(answer.statusCode()).isIn(400, 413);
        answer = post("[".repeat(100_000));
        assertThat(answer.jsonPath().getString("code")).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void aStringOfAMegabyteIsRefused() {
        Response answer = post("{\"job\":{\"projectName\":\"" + "x".repeat(MEGABYTE) + "\"}}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aBodyOfManyMegabytesIsRefused() {
        Response answer = post("x".repeat(5 * MEGABYTE));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aHugeMapIsRefused() {
        StringBuilder map = new StringBuilder("{\"job\":{\"buildProperties\":{");
        for (int i = 0; i < 10_000; i++) {
            map.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":\"v\"");
        }
        Response answer = post(map.append("}}}").toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field"))
                .contains("job.buildProperties", "job.projectName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "--upload-pack=touch /tmp/x",
                "ext::sh -c id",
                "http://169.254.169.254/latest",
                "http://localhost:8081/internal",
                "https://a:b@example.org/x"
            })
    void aRepositoryThatIsNoneIsRefused(String url) {
        Response answer =
                post(Examples.text("request.json").replace("https://github.com/org/myapp", url));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field"))
                .containsExactly("job.repositoryUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void anotherMediaTypeIsRefused(String type) {
        Response answer =
                asDeveloper()
                        .contentType(type)
                        .body(Examples.text("request.json"))
                        .post("/api/v1/builds");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\u00fc"})
    void anIdempotencyKeyThatIsNoneIsRefused(String key) {
        Response answer =
                asDeveloper()
                        .contentType("application/json")
                        .header("Idempotency-Key", key)
                        .body(Examples.text("request.json"))
                        .post("/api/v1/builds");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("violations[0].field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void aLongIdempotencyKeyIsRefused() {
        Response answer =
                asDeveloper()
                        .header("Idempotency-Key", "x".repeat(201))
                        .post("/api/v1/builds/3fa85f64-5717-4562-b3fc-2c963f66afa6/rerun");
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyWithoutALengthIsMeasured() throws IOException {
        // Given
        StringBuilder request = new StringBuilder(head("Transfer-Encoding: chunked"));
        String chunk = "x".repeat(0x1000);
        for (int i = 0; i < 400; i++) {
            request.append("1000\r\n").append(chunk).append("\r\n");
        }
        request.append("0\r\n\r\n");
        // When
        String answer = talk(request.toString());
        // Then
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aChunkedBodyWithinTheLimitIsRead() throws IOException {
        String answer = talk(head("Transfer-Encoding: chunked") + "2\r\n[]\r\n0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("must be a JSON object");
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedForForEver() throws IOException {
        String answer = talk(head("Content-Length: 1000") + "{");
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("REQUEST_TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "1000000"})
    void aCallerWhoSendsNoMoreIsHungUpOn(String length) throws IOException {
        // Given
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(8000);
            String start = head("Content-Length: " + length) + "{";
            socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
            // When
            byte[] answer = socket.getInputStream().readAllBytes();
            // Then
            assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 4");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 1e3",
                "Content-Length: 99999999999999999999"
            })
    void aLengthThatIsNoneIsRefused(String header) throws IOException {
        assertThat(talk(head(header) + "{}")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void manyBodiesThatDoNotComeDoNotFillTheMemory() throws IOException {
        // Given
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Socket socket = new Socket(gateway.getHost(), gateway.getPort());
            slow.add(socket);
            byte[] start = (head("Content-Length: 250000") + "{").getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(start);
        }
        String body = "{\"a\":\"" + "x".repeat(100_000) + "\"}";
        // When
        await().atMost(Duration.ofMillis(1500))
                .untilAsserted(() -> assertThat(post(body).statusCode()).isEqualTo(503));
        // Then
        for (Socket socket : slow) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(post(body).statusCode()).isEqualTo(400));
    }

    @Test
    void hugeHeadersAreRefused() throws IOException {
        assertThat(talk(head("X-Filler: " + "x".repeat(100_000)))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aHugeAddressIsRefused() throws IOException {
        String answer = talk("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.[01] 414 .*");
    }

    private Response post(String body) {
        return asDeveloper()
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/builds");
    }

    private String head(String header) {
        return "POST /api/v1/builds HTTP/1.1\r\nHost: "
                + gateway.getAuthority()
                + "\r\nAuthorization: Bearer "
                + developer()
                + "\r\nContent-Type: application/json\r\n"
                + header
                + "\r\n\r\n";
    }

    /** Sends a request as it is and reads until the connection ends, or the answer stops coming. */
    private String talk(String request) throws IOException {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            try {
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                // Refused before it was sent whole: the answer is what counts.
            }
            byte[] buffer = new byte[8192];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    answer.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    if (answer.indexOf("}\n") >= 0 || answer.toString().endsWith("}")) {
                        break;
                    }
                }
            } catch (IOException e) {
                // The connection was cut after the answer.
            }
            return answer.toString();
        }
    }
}
