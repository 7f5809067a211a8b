package dev.buildserver.cache.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.cache.Client;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class BlobIT {
    private static final byte[] SMALL = "a blob".getBytes();
    private static final int LARGE_BYTES = 1 << 20;

    @Inject ObjectStorage storage;
    private final Client client = Client.trusted("blue");

    @Test
    void whatWasWrittenIsRead() {
        // Given
        Response written = client.putBlob(SMALL);
        // When
        Response read = client.get(path(SMALL));
        Response asked = client.head(path(SMALL));
        // Then
        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asByteArray()).isEqualTo(SMALL);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.header("Content-Length")).isEqualTo("6");
    }

    @Test
    void largeBlobsGoRoundToo() {
        // Given
        byte[] large = large(1);
        client.putBlob(large);
        // When
        Response read = client.get(path(large));
        // Then
        assertThat(read.asByteArray()).isEqualTo(large);
    }

    @Test
    void theEmptyBlobIsABlob() {
        // Given
        client.putBlob(new byte[0]);
        // When
        Response read = client.get(path(new byte[0]));
        // Then
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asByteArray()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        // Given
        String path = path("never written".getBytes());
        // Then
        assertNotFound(client.get(path));
        assertThat(client.head(path).statusCode()).isEqualTo(404);
    }

    @Test
    void contentThatIsNotItsNameIsRefused() {
        // Given
        String path = path("something else".getBytes());
        // When
        Response written = client.put(path, SMALL);
        // Then
        assertProblem(written, 422, "DIGEST_MISMATCH");
        assertNotFound(client.get(path));
    }

    @Test
    void wrongContentDoesNotHarmTheBlobThatIsThere() {
        // Given
        byte[] good = "a good blob".getBytes();
        client.putBlob(good);
        // When
        client.put(path(good), "a bad one".getBytes());
        // Then
        assertThat(client.get(path(good)).asByteArray()).isEqualTo(good);
    }

    @Test
    void aBlobThatIsTooLargeIsRefused() {
        // When
        Response written = client.putBlob(new byte[(2 << 20) + 1]);
        // Then
        assertProblem(written, 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void namesThatAreNoDigestAreRefused() {
        assertProblem(client.put("/cas/abc", SMALL), 400, "VALIDATION_FAILED");
        assertProblem(client.get("/cas/" + "A".repeat(64)), 400, "VALIDATION_FAILED");
        assertProblem(client.get("/cas/..%2F" + "a".repeat(60)), 400, "VALIDATION_FAILED");
    }

    @Test
    void tenantsDoNotSeeEachOther() {
        // Given
        byte[] blob = "blue's own".getBytes();
        client.putBlob(blob);
        // Then
        assertNotFound(Client.trusted("green").get(path(blob)));
    }

    @Test
    void pullRequestsReadAndWriteBlobsWhoseNamesProveThem() {
        // Given
        Client pullRequest = Client.pullRequest("blue", 1);
        byte[] blob = "from a fork".getBytes();
        client.putBlob(SMALL);
        // When
        Response written = pullRequest.putBlob(blob);
        Response forged = pullRequest.put(path(SMALL), "forged".getBytes());
        // Then
        assertThat(written.statusCode()).isEqualTo(204);
        assertProblem(forged, 422, "DIGEST_MISMATCH");
        assertThat(client.get(path(SMALL)).asByteArray()).isEqualTo(SMALL);
        assertThat(pullRequest.get(path(SMALL)).asByteArray()).isEqualTo(SMALL);
    }

    @Test
    void aSmallCorruptBlobIsMissingAndRemoved() {
        // Given
        byte[] blob = "to be changed".getBytes();
        client.putBlob(blob);
        overwrite(blob, "has changed!!".getBytes());
        // When
        Response read = client.get(path(blob));
        // Then
        assertNotFound(read);
        assertThat(storage.size(key(blob))).isEmpty();
    }

    @Test
    void aSmallTruncatedBlobIsMissingAndRemoved() {
        // Given
        byte[] blob = "to be cut".getBytes();
        client.putBlob(blob);
        overwrite(blob, new byte[0]);
        // When
        Response read = client.get(path(blob));
        // Then
        assertNotFound(read);
        assertThat(storage.size(key(blob))).isEmpty();
    }

    @Test
    void aLargeCorruptBlobIsNeverReadWholeAndRemoved() throws IOException {
        // Given
        byte[] blob = large(2);
        client.putBlob(blob);
        byte[] changed = blob.clone();
        changed[17]++;
        overwrite(blob, changed);
        // When
        byte[] answer = readUntilClosed(path(blob));
        // Then: all clients see by Content-Length that the end is missing.
        assertThat(new String(answer, 0, 200, StandardCharsets.ISO_8859_1))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("content-length: " + LARGE_BYTES);
        assertThat(answer.length).isLessThan(LARGE_BYTES);
        assertThat(storage.size(key(blob))).isEmpty();
        assertNotFound(client.get(path(blob)));
    }

    @Test
    void aDroppedConnectionLeavesNothing() throws Exception {
        // Given
        byte[] blob = large(3);
        String head =
                "PUT %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                                .formatted(path(blob), client.token())
                        + "Content-Length: "
                        + blob.length
                        + "\r\n\r\n";
        // When
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(blob, 0, blob.length / 2);
        }
        // Then
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(storage.size(key(blob))).isEmpty());
        assertThat(client.putBlob(blob).statusCode()).isEqualTo(204);
    }

    private byte[] readUntilClosed(String path) throws IOException {
        String request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, client.token());
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }

    private void overwrite(byte[] blob, byte[] content) {
        storage.put(key(blob), new ByteArrayInputStream(content), content.length, "text/plain");
    }

    private static byte[] large(long seed) {
        byte[] content = new byte[LARGE_BYTES];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static String path(byte[] content) {
        return "/cas/" + Client.sha256(content);
    }

    private static String key(byte[] content) {
        return "cache/blue/cas/" + Client.sha256(content);
    }

    private static void assertNotFound(Response answer) {
        assertProblem(answer, 404, "BLOB_NOT_FOUND");
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }
}
