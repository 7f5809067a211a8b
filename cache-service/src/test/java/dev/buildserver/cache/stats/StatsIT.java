package dev.buildserver.cache.stats;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.Client;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class StatsIT {
    private final Client client = Client.trusted("default");

    @Test
    void hitsAndMissesAreCounted() {
        // Given
        JsonPath before = stats();
        byte[] blob = "counted".getBytes();
        // When
        client.get("/cas/" + Client.sha256(blob));
        client.putBlob(blob);
        client.get("/cas/" + Client.sha256(blob));
        client.get("/cas/" + Client.sha256(blob));
        client.get("/ac/" + Client.sha256(blob));
        // Then
        JsonPath after = stats();
        assertThat(after.getLong("hits")).isEqualTo(before.getLong("hits") + 2);
        assertThat(after.getLong("misses")).isEqualTo(before.getLong("misses") + 2);
        assertThat(after.getDouble("hitRate")).isBetween(0.0, 1.0);
        assertThat(metrics())
                .contains("cache_hits_total{kind=\"cas\"}", "cache_misses_total{kind=\"ac\"}")
                .contains("build_cache_hit_rate ");
    }

    private static JsonPath stats() {
        return given().auth()
                .oauth2(TestTokens.developer())
                .get("/internal/v1/cache/stats")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String metrics() {
        int port =
                ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().port(port).get("/q/metrics").asString();
    }
}
