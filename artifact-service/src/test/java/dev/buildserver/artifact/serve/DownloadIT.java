package dev.buildserver.artifact.serve;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.artifact.Client;
import dev.buildserver.artifact.Client.File;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class DownloadIT {
    private static final File FILE = File.of("out/größe.zip", "0123456789");
    private static final String TAG = "\"sha256:" + FILE.sha256() + '"';

    @Inject ObjectStorage storage;
    private Client client;
    private UUID id;

    @BeforeEach
    void upload() {
        client = Client.newAttempt("blue");
        id = client.uploaded(FILE);
    }

    @Test
    void theWholeContent() {
        // When
        Response answer = client.content(id);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(FILE.content());
        assertDescribed(answer);
        assertThat(answer.header("Content-Length")).isEqualTo("10");
    }

    @Test
    void headIsLikeGetWithoutContent() {
        // When
        Response answer = client.asUser().head(Client.contentPath(id));
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEmpty();
        assertDescribed(answer);
        assertThat(answer.header("Content-Length")).isEqualTo("10");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=8-, 206, 89, bytes 8-9/10",
        "bytes=-1, 206, 9, bytes 9-9/10",
        "bytes=0-99, 206, 0123456789, bytes 0-9/10",
        "bytes=5-4, 200, 0123456789,",
        "'bytes=0-1,4-5', 200, 0123456789,",
        "nonsense, 200, 0123456789,",
    })
    void partsOfTheContent(String range, int status, String content, String contentRange) {
        // When
        Response answer = client.asUser().header("Range", range).get(Client.contentPath(id));
        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.asString()).isEqualTo(content);
        assertThat(answer.header("Content-Range")).isEqualTo(contentRange);
        assertThat(answer.header("Content-Length")).isEqualTo("" + content.length());
        assertDescribed(answer);
    }

    @Test
    void aPartOutsideTheContent() {
        // When
        Response answer = client.asUser().header("Range", "bytes=10-").get(Client.contentPath(id));
        // Then
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(answer.jsonPath().getString("code")).isEqualTo("RANGE_NOT_SATISFIABLE");
    }

    @Test
    void whoHasTheContentDoesNotGetItAgain() {
        // When
        Response answer = client.asUser().header("If-None-Match", TAG).get(Client.contentPath(id));
        Response other =
                client.asUser().header("If-None-Match", "\"other\"").get(Client.contentPath(id));
        // Then
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.asByteArray()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(TAG);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void aDownloadGoesOnOnlyWithTheSameContent() {
        // When
        Response same = resume(TAG);
        Response other = resume("\"other\"");
        // Then
        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(same.asString()).isEqualTo("56789");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.asString()).isEqualTo("0123456789");
    }

    @Test
    void anEmptyContent() {
        // Given
        UUID empty = client.uploaded(File.of("empty", ""));
        // When
        Response answer = client.content(empty);
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEmpty();
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }

    @Test
    void listsAreOrderedByPath() {
        // Given
        client.uploaded(File.of("B", "b"));
        client.uploaded(File.of("a", "a"));
        // When
        JsonPath list = client.list().jsonPath();
        // Then
        assertThat(list.getList("artifacts.path")).isEqualTo(List.of("B", "a", FILE.path()));
        assertThat(list.getString("artifacts[2].artifactId")).isEqualTo(id.toString());
    }

    @Test
    void anotherTenantSeesNothing() {
        // Given
        Client stranger = Client.newAttempt("green");
        // Then
        assertNotFound(stranger.metadata(id));
        assertNotFound(stranger.content(id));
        assertThat(stranger.asUser().head(Client.contentPath(id)).statusCode()).isEqualTo(404);
        assertNotFound(stranger.asUser().get(client.artifactsPath()));
        assertThat(client.metadata(id).statusCode()).isEqualTo(200);
    }

    @Test
    void servicesSeeEveryTenant() {
        // Given
        String token = TestTokens.service("gateway");
        // Then
        assertThat(given().auth().oauth2(token).get(Client.contentPath(id)).statusCode())
                .isEqualTo(200);
        assertThat(given().auth().oauth2(token).get(client.artifactsPath()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void unknownIdsAreNotFound() {
        assertNotFound(client.metadata(UUID.randomUUID()));
        assertNotFound(client.content(UUID.randomUUID()));
        assertNotFound(Client.newAttempt("blue").list());
    }

    @Test
    void contentThatTheStorageLostIsNotFound() {
        // Given
        storage.delete("artifacts/" + client.attempt() + "/" + id);
        // When
        Response answer = client.content(id);
        // Then
        assertNotFound(answer);
    }

    private Response resume(String ifRange) {
        return client.asUser()
                .header("Range", "bytes=5-")
                .header("If-Range", ifRange)
                .get(Client.contentPath(id));
    }

    private static void assertDescribed(Response answer) {
        assertThat(answer.header("ETag")).isEqualTo(TAG);
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("Content-Type")).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition")).contains("attachment", "gr%C3%B6%C3%9Fe");
        assertThat(answer.header("Repr-Digest")).startsWith("sha-256=:");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static void assertNotFound(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("ARTIFACT_NOT_FOUND");
    }
}
