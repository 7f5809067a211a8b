package dev.buildserver.cache.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.Client;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
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
    void tenantsAndUntrustedLeasesAreKeptApart() {
        // Given
        String path = path("three");
        client.put(path, "blue's".getBytes());
        // Then
        assertThat(Client.trusted("green").get(path).statusCode()).isEqualTo(404);
        assertThat(new Client("blue", false).get(path).asString()).isEqualTo("blue's");
        assertThat(new Client("blue", false).put(path, "evil".getBytes()).statusCode())
                .isEqualTo(403);
        assertThat(client.get(path).asString()).isEqualTo("blue's");
    }

    @Test
    void aBrokenResultIsMissingAndRemoved() {
        for (byte[] broken :
                new byte[][] {new byte[0], new byte[31], new byte[64], new byte[9_999]}) {
            // Given
            String path = path("broken" + broken.length);
            String key = "cache/blue" + path;
            client.put(path, "result".getBytes());
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

    private static String path(String action) {
        return "/ac/" + Client.sha256(action.getBytes());
    }
}
