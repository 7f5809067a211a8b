package dev.buildserver.artifact.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.artifact.Client;
import dev.buildserver.artifact.Client.File;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class UploadIT {
    private static final File APP = File.of("publish/My App.zip", "an app");

    @Inject ObjectStorage storage;

    @Test
    void anUploadedArtifactHasItsMetadata() {
        // Given
        Client client = Client.newAttempt("blue");
        // When
        Response answer = client.upload(APP);
        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonPath artifact = answer.jsonPath();
        assertThat(artifact.getString("attemptUid")).isEqualTo(client.attempt().toString());
        assertThat(artifact.getString("buildId")).isEqualTo(client.build().toString());
        assertThat(artifact.getString("tenant")).isEqualTo("blue");
        assertThat(artifact.getString("name")).isEqualTo("My App.zip");
        assertThat(artifact.getString("path")).isEqualTo("publish/My App.zip");
        assertThat(artifact.getString("kind")).isEqualTo("Application");
        assertThat(artifact.getLong("sizeBytes")).isEqualTo(6);
        assertThat(artifact.getString("contentType")).isEqualTo("application/zip");
        assertThat(artifact.getString("sha256")).isEqualTo(APP.sha256());
        assertThat(artifact.getString("createdAt")).endsWith("Z");
        assertThat(answer.header("Location"))
                .endsWith("/internal/v1/artifacts/" + artifact.getString("artifactId"));
    }

    @Test
    void aRepeatedUploadIsTheSameArtifact() {
        // Given
        Client client = Client.newAttempt();
        Response first = client.upload(APP);
        // When
        Response second = client.upload(APP);
        // Then
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(contents(client)).isEqualTo(1);
    }

    @Test
    void anotherContentOfTheSamePathIsRefused() {
        // Given
        Client client = Client.newAttempt();
        client.uploaded(APP);
        // When
        Response answer = client.upload(File.of(APP.path(), "another app"));
        // Then
        assertProblem(answer, 409, "ARTIFACT_EXISTS");
        assertThat(contents(client)).isEqualTo(1);
    }

    @Test
    void attemptsShareNothing() {
        // Given
        Client one = Client.newAttempt();
        Client other = Client.newAttempt();
        // When
        String first = one.uploaded(APP).toString();
        String second = other.uploaded(APP).toString();
        // Then
        assertThat(first).isNotEqualTo(second);
        assertThat(contents(one)).isEqualTo(1);
        assertThat(contents(other)).isEqualTo(1);
    }

    @Test
    void aDigestThatDoesNotMatchLeavesNothing() {
        // Given
        Client client = Client.newAttempt();
        // When
        Response answer = client.upload(APP, "0".repeat(64));
        // Then
        assertProblem(answer, 422, "DIGEST_MISMATCH");
        assertProblem(client.list(), 404, "ARTIFACT_NOT_FOUND");
        assertThat(contents(client)).isZero();
    }

    @Test
    void anEmptyArtifactIsAnArtifact() {
        // Given
        Client client = Client.newAttempt();
        // When
        Response answer = client.upload(File.of("empty", ""));
        // Then
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.jsonPath().getLong("sizeBytes")).isZero();
    }

    @Test
    void everyWrongParameterIsNamed() {
        // Given
        Client client = Client.newAttempt();
        // When
        Response answer =
                given().auth()
                        .oauth2(client.leaseToken())
                        .queryParam("path", "../up")
                        .queryParam("kind", "Zip")
                        .body("content")
                        .post(client.artifactsPath());
        // Then
        assertProblem(answer, 400, "VALIDATION_FAILED");
        assertThat(answer.jsonPath().getList("violations.field"))
                .isEqualTo(List.of("path", "kind", "sha256"));
    }

    @Test
    void tooLargeAnArtifactIsRefused() {
        // Given
        Client client = Client.newAttempt();
        // When
        Response answer = client.upload(new File("large", new byte[(1 << 20) + 1]));
        // Then
        assertProblem(answer, 413, "PAYLOAD_TOO_LARGE");
        assertThat(answer.jsonPath().getLong("limit")).isEqualTo(1 << 20);
    }

    @Test
    void tooLargeAnAttemptIsRefused() {
        // Given
        Client client = Client.newAttempt();
        client.uploaded(new File("first", new byte[1 << 20]));
        // When
        Response answer = client.upload(new File("second", new byte[(512 << 10) + 1]));
        // Then
        assertProblem(answer, 422, "LIMIT_EXCEEDED");
        assertThat(contents(client)).isEqualTo(1);
        assertThat(client.upload(new File("third", new byte[512 << 10])).statusCode())
                .isEqualTo(201);
    }

    @Test
    void tooManyArtifactsAreRefused() {
        // Given
        Client client = Client.newAttempt();
        IntStream.range(0, 5).forEach(i -> client.uploaded(File.of("file" + i, "content")));
        // When
        Response answer = client.upload(File.of("one more", "content"));
        // Then
        assertProblem(answer, 422, "LIMIT_EXCEEDED");
        assertThat(answer.jsonPath().getInt("limit")).isEqualTo(5);
    }

    @Test
    void aLimitHoldsWhenUploadsComeTogether() {
        // Given
        Client client = Client.newAttempt();
        // When
        List<Integer> statuses =
                together(9, i -> client.upload(File.of("file" + i, "content " + i)).statusCode());
        // Then
        assertThat(statuses).containsOnly(201, 422).filteredOn(s -> s == 201).hasSize(5);
        assertThat(contents(client)).isEqualTo(5);
        Response list = client.list();
        assertThat(list.jsonPath().getList("artifacts")).as(list.asString()).hasSize(5);
    }

    @Test
    void sameUploadsTogetherAreOneArtifact() {
        // Given
        Client client = Client.newAttempt();
        File large = new File("large", new byte[1 << 20]);
        // When
        List<String> ids =
                together(8, i -> client.upload(large).jsonPath().getString("artifactId"));
        // Then
        assertThat(ids).hasSize(8).doesNotContainNull();
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(contents(client)).isEqualTo(1);
    }

    @Test
    void differentUploadsOfOnePathHaveOneWinner() {
        // Given
        Client client = Client.newAttempt();
        // When
        List<Integer> statuses =
                together(8, i -> client.upload(File.of("path", "content " + i)).statusCode());
        // Then
        assertThat(statuses).containsOnly(201, 409).filteredOn(s -> s == 201).hasSize(1);
        assertThat(contents(client)).isEqualTo(1);
    }

    @Test
    void aDroppedConnectionLeavesNothing() throws Exception {
        // Given
        Client client = Client.newAttempt();
        File large = new File("large", new byte[1 << 20]);
        // When
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(head(client, large).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(large.content(), 0, 700 << 10);
            socket.getOutputStream().flush();
        }
        // Then
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(contents(client)).isZero());
        assertProblem(client.list(), 404, "ARTIFACT_NOT_FOUND");
        assertThat(client.upload(large).statusCode()).isEqualTo(201);
    }

    @Test
    void withoutALengthAnUploadIsRefused() throws Exception {
        // Given
        Client client = Client.newAttempt();
        String head =
                head(client, APP).replaceAll("Content-Length: \\d+", "Transfer-Encoding: chunked");
        // When
        String answer;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write((head + "6\r\nan app\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
        // Then
        assertThat(answer).isEqualTo("HTTP/1.1 400");
    }

    private static String head(Client client, File file) {
        return "POST "
                + client.artifactsPath()
                + "?path="
                + file.path().replace(" ", "%20")
                + "&kind=Application&sha256="
                + file.sha256()
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + client.leaseToken()
                + "\r\nContent-Length: "
                + file.content().length
                + "\r\n\r\n";
    }

    private static <T> List<T> together(int n, IntFunction<T> call) {
        List<CompletableFuture<T>> calls =
                IntStream.range(0, n)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i)))
                        .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private long contents(Client client) {
        return storage.list("artifacts/" + client.attempt() + "/").count();
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
    }
}
