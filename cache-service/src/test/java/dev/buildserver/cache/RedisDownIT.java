package dev.buildserver.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RedisDownIT.NoRedis.class)
@QuarkusTestResource(value = StoresResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = RedisDownIT.NowhereResource.class, restrictToAnnotatedClass = true)
class RedisDownIT {
    private final Client client = Client.trusted("default");

    /** A profile of its own, so that the application starts with the resources below. */
    public static class NoRedis implements QuarkusTestProfile {}

    /** Points the service at a port on which nobody listens. */
    public static class NowhereResource implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:1");
        }

        @Override
        public int order() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void stop() {
            // Nothing was started.
        }
    }

    @Test
    void theCacheServesOn() {
        // Given
        byte[] blob = "without redis".getBytes();
        // When
        int written = client.putBlob(blob).statusCode();
        byte[] read = client.get("/cas/" + Client.sha256(blob)).asByteArray();
        int action = client.put("/ac/" + Client.sha256(blob), blob).statusCode();
        // Then
        assertThat(written).isEqualTo(204);
        assertThat(read).isEqualTo(blob);
        assertThat(action).isEqualTo(204);
        assertThat(client.get("/ac/" + Client.sha256(blob)).asByteArray()).isEqualTo(blob);
    }

    @Test
    void itIsReady() {
        // Given
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        // When
        int ready = given().port(port).get("/q/health/ready").statusCode();
        // Then
        assertThat(ready).isEqualTo(200);
    }

    @Test
    void statisticsSayWhatIsKnown() {
        // When
        JsonPath stats =
                given().auth()
                        .oauth2(TestTokens.service("gateway"))
                        .get("/internal/v1/cache/stats")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        // Then
        assertThat(stats.getMap(""))
                .containsKeys("hits", "misses", "since")
                .doesNotContainKey("entries");
    }
}
