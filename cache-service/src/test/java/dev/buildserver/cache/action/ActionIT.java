package dev.buildserver.cache.action;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.buildserver.cache.Client;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ActionIT {
    @Inject ObjectStorage storage;
    private final Client client = Client.trusted("blue");

    @Test
    void whatWasWrittenIsRead() {
        // Given
        String path = path("one");
        Response written = client.put(path, "result".getBytes());
        // When
        Response read = client.get(path);
        Response asked = client.head(path);
        // Then
        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asString()).isEqualTo("result");
        assertThat(asked.header("Content-Length")).isEqualTo("6");
    }

    @Test
    void aNewResultTakesThePlaceOfTheOld() {
        // Given
        String path = path("two");
        client.put(path, "old".getBytes());
        // When
        client.put(path, "new".getBytes());
        // Then
        assertThat(client.get(path).asString()).isEqualTo("new");
    }

    @Test
    void anEmptyResultIsAResult() {
        // Given
        String path = path("empty");
        client.put(path, new byte[0]);
        // When
        Response read = client.get(path);
        // Then
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.asByteArray()).isEmpty();
    }

    @Test
    void tenantsAndProjectsAreKeptApart() {
        // Given
        String path = path("three");
        client.put(path, "blue's".getBytes());
        // Then
        assertThat(Client.trusted("green").get(path).statusCode()).isEqualTo(404);
        assertThat(client.at("Other").get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aPullRequestReadsButDoesNotReplaceWhatItsTargetHas() {
        // Given
        String path = path("four");
        client.put(path, "target's".getBytes());
        Client pullRequest = Client.pullRequest("blue", 1);
        String before = pullRequest.get(path).asString();
        // When
        pullRequest.put(path, "evil".getBytes());
        // Then
        assertThat(before).isEqualTo("target's");
        assertThat(client.get(path).asString()).isEqualTo("target's");
        assertThat(Client.pullRequest("blue", 2).get(path).asString()).isEqualTo("target's");
        assertThat(pullRequest.get(path).asString()).isEqualTo("evil");
    }

    @Test
    void otherToolsShareAScopeThatNoBuildReads() {
        // Given
        String path = path("five");
        // When
        given().auth()
                .oauth2(TestTokens.buildMaster())
                .contentType("application/octet-stream")
                .body("tool's".getBytes())
                .put(path)
                .then()
                .statusCode(204);
        // Then
        given().auth()
                .oauth2(TestTokens.developer())
                .get(path)
                .then()
                .statusCode(200)
                .body(is("tool's"));
        assertThat(Client.trusted("default").get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aBrokenResultIsMissingAndRemoved() {
        for (byte[] broken :
                new byte[][] {new byte[0], new byte[31], new byte[64], new byte[9_999]}) {
            // Given
            String path = path("broken" + broken.length);
            client.put(path, "result".getBytes());
            String key = stored(path);
            storage.put(key, new ByteArrayInputStream(broken), broken.length, "text/plain");
            // When
            int status = client.get(path).statusCode();
            // Then
            assertThat(status).isEqualTo(404);
            assertThat(storage.size(key)).isEmpty();
        }
    }

    @Test
    void aResultThatIsTooLargeIsRefused() {
        // When
        Response written = client.put(path("large"), new byte[1025]);
        // Then
        assertThat(written.statusCode()).isEqualTo(413);
        assertThat(written.jsonPath().getLong("limit")).isEqualTo(1024);
    }

    private String stored(String path) {
        return storage.list("cache/blue/ac/")
                .map(StoredBlob::key)
                .filter(key -> key.endsWith(path.substring("/ac".length())))
                .findFirst()
                .orElseThrow();
    }

    private static String path(String action) {
        return "/ac/" + Client.sha256(action.getBytes());
    }
}
