package dev.buildserver.support.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.support.KeysResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(KeysResource.class)
@TestProfile(LargeBodyTest.Limit.class)
class LargeBodyTest {
    private static final int LIMIT = 8 << 20;

    /** More than other tests have, for less time. */
    public static final class Limit implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.limits.max-body-size",
                    Integer.toString(LIMIT),
                    "buildserver.body.longest-silence",
                    "PT3S");
        }
    }

    @TestHTTPResource("/bodies/")
    private URI bodies;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void nothingSeen() {
        BodiesResource.SEEN.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8192, 16 * 8192, 16 * 8192 + 1, 5_000_001, LIMIT})
    void everyByteComesWhetherTheLengthIsKnownOrNot(int length) throws Exception {
        // Given
        byte[] content = content(length);

        // When
        HttpResponse<String> announced = post("digest", BodyPublishers.ofByteArray(content));
        HttpResponse<String> chunked = post("digest", stream(content));

        // Then
        assertThat(announced.body()).isEqualTo(sha256(content));
        assertThat(chunked.body()).isEqualTo(sha256(content));
    }

    @Test
    void everyByteComesByHttp2() throws Exception {
        // Given: the first request changes the protocol
        HttpClient modern = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        byte[] content = content(5_000_001);
        HttpRequest.Builder request = HttpRequest.newBuilder(bodies.resolve("digest"));
        modern.send(
                request.POST(BodyPublishers.ofByteArray(new byte[1])).build(),
                BodyHandlers.ofString());

        // When
        HttpResponse<String> answer =
                modern.send(
                        request.POST(BodyPublishers.ofByteArray(content)).build(),
                        BodyHandlers.ofString());

        // Then
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo(sha256(content));
    }

    @Test
    void whoWaitsForLeaveToSendIsGivenIt() throws Exception {
        // Given
        byte[] content = content(300_000);

        // When
        HttpRequest request =
                HttpRequest.newBuilder(bodies.resolve("digest"))
                        .expectContinue(true)
                        .POST(BodyPublishers.ofByteArray(content))
                        .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        // Then
        assertThat(answer.body()).isEqualTo(sha256(content));
    }

    @Test
    void moreThanIsAllowedIsRefusedThoughNoLengthWasAnnounced() throws Exception {
        // When
        HttpResponse<String> answer = post("digest", stream(content(LIMIT + 1)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "closed"})
    void aConnectionServesOnThoughABodyWasNotReadToItsEnd(String path) throws Exception {
        // Given
        byte[] content = content(3_000_000);
        try (Socket socket = connection()) {
            // When
            request(socket, path, content.length).write(content);
            String first = answer(socket);
            request(socket, "digest", 3).write(new byte[] {1, 2, 3});

            // Then
            assertThat(first).endsWith(Integer.toString(content[0] & 0xff));
            assertThat(answer(socket)).endsWith(sha256(new byte[] {1, 2, 3}));
        }
    }

    @Test
    void whatASlowSenderSendsIsReadBeforeMoreComes() throws Exception {
        // Given
        try (Socket socket = connection()) {
            OutputStream out = request(socket, "digest", 2);

            // When
            out.write('a');
            out.flush();

            // Then
            assertThat(BodiesResource.SEEN.poll(5, TimeUnit.SECONDS)).isEqualTo("read");
            out.write('b');
            assertThat(answer(socket)).endsWith(sha256("ab".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void whoReadsHearsThatTheSenderIsGone() throws Exception {
        // Given
        try (Socket socket = connection()) {
            request(socket, "digest", 100).write('a');
            assertThat(BodiesResource.SEEN.poll(5, TimeUnit.SECONDS)).isEqualTo("read");
        }

        // Then
        assertThat(BodiesResource.SEEN.poll(5, TimeUnit.SECONDS)).isEqualTo("The body broke off");
    }

    @Test
    void whoIsSilentForTooLongLosesItsConnection() throws Exception {
        // Given
        try (Socket socket = connection()) {
            request(socket, "digest", 100).write('a');
            assertThat(BodiesResource.SEEN.poll(5, TimeUnit.SECONDS)).isEqualTo("read");

            // When: it sends nothing
            int answer = socket.getInputStream().read();

            // Then
            assertThat(answer).isNegative();
            assertThat(BodiesResource.SEEN.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("Nothing of the body came for 3 s");
        }
    }

    private HttpResponse<String> post(String path, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(bodies.resolve(path)).POST(body).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static BodyPublisher stream(byte[] content) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content));
    }

    private Socket connection() throws IOException {
        Socket socket = new Socket(bodies.getHost(), bodies.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private OutputStream request(Socket socket, String path, int length) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(
                "POST %s HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n"
                        .formatted(bodies.resolve(path).getPath(), length)
                        .getBytes(StandardCharsets.US_ASCII));
        return out;
    }

    /** Head and body of an answer with a length. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("the answer so far is " + head).isNotNegative();
            head.append((char) next);
        }
        String length =
                head.toString().toLowerCase().replaceAll("(?s).*content-length: *(\\d+).*", "$1");
        return head
                + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.US_ASCII);
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(7).nextBytes(content);
        return content;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
