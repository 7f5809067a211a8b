package dev.buildserver.cache.blob;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.buildserver.cache.Client;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The cache as Bazel, curl and load generators use it. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class OtherToolsIT {
    private static final byte[] TEXT = "a text that can be compressed ".repeat(5000).getBytes();

    @Test
    void developersReadAndBuildMastersWrite() {
        // Given
        String path = path("by a tool".getBytes());
        // When
        Response refused = write(TestTokens.developer(), path, "by a tool".getBytes());
        Response written = write(TestTokens.buildMaster(), path, "by a tool".getBytes());
        // Then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(as(TestTokens.developer()).get(path).asString()).isEqualTo("by a tool");
        assertThat(as(TestTokens.developer()).head(path).statusCode()).isEqualTo(200);
    }

    @Test
    void blobsGoOutCompressedToWhoTakesThat() {
        // Given
        write(TestTokens.buildMaster(), path(TEXT), TEXT);
        // When
        Response zstd = accepting("gzip, zstd;q=0.9");
        Response plain = accepting("gzip, zstd;q=0");
        // Then
        assertThat(zstd.header("Content-Encoding")).isEqualTo("zstd");
        byte[] body = zstd.asByteArray();
        assertThat(body.length).isLessThan(TEXT.length / 10);
        assertThat(Frames.decompressed(body)).isEqualTo(TEXT);
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(plain.asByteArray()).isEqualTo(TEXT);
    }

    @Test
    void compressedBlobsAreStoredAsWhatTheyAre() {
        // Given
        byte[] text = (new String(TEXT, StandardCharsets.US_ASCII) + "in").getBytes();
        byte[] compressed = Zstd.compress(text);
        // When
        Response written = writeCompressed(path(text), compressed);
        Response lie = writeCompressed(path("another".getBytes()), compressed);
        Response cut =
                writeCompressed(path(text), Arrays.copyOf(compressed, compressed.length - 5));
        // Then
        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(lie.statusCode()).isEqualTo(422);
        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(as(TestTokens.developer()).get(path(text)).asByteArray()).isEqualTo(text);
    }

    @Test
    void whatBecomesTooLargeIsRefusedBeforeItIs() {
        // Given: 2 MiB are allowed.
        byte[] zeros = new byte[64 << 20];
        // When
        Response bomb = writeCompressed(path(zeros), Zstd.compress(zeros));
        // Then
        assertThat(bomb.statusCode()).isEqualTo(413);
        assertThat(bomb.jsonPath().getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aClientThatWaitsForTheWordToGoOnGetsIt() throws IOException {
        // Given: as curl does with larger bodies.
        byte[] blob = "sent after 100".getBytes();
        String head =
                "PUT %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                                .formatted(path(blob), TestTokens.buildMaster())
                        + "Expect: 100-continue\r\nContent-Length: "
                        + blob.length
                        + "\r\n\r\n";
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            // When
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String first = in.readLine();
            in.readLine();
            socket.getOutputStream().write(blob);
            // Then
            assertThat(first).contains(" 100 ");
            assertThat(in.readLine()).contains(" 204 ");
        }
    }

    private static Response accepting(String encodings) {
        return as(TestTokens.developer()).header("Accept-Encoding", encodings).get(path(TEXT));
    }

    private static Response write(String token, String path, byte[] content) {
        return as(token).contentType("application/octet-stream").body(content).put(path);
    }

    private static Response writeCompressed(String path, byte[] content) {
        return as(TestTokens.buildMaster())
                .header("Content-Encoding", "zstd")
                .contentType("application/octet-stream")
                .body(content)
                .put(path);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    private static String path(byte[] content) {
        return "/cas/" + Client.sha256(content);
    }
}
