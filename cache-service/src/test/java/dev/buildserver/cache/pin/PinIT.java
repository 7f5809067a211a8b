package dev.buildserver.cache.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.buildserver.cache.Client;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.contract.cache.AskMissing;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class PinIT {
    private static final String PINS = "/internal/v1/cache/pins";
    private static final byte[] BLOB = "a blob".getBytes();
    // Later than any use.
    private static final Instant EVER = Instant.ofEpochMilli(1L << 52);

    private final Client one = Client.trusted("default");
    private final Client other = Client.pullRequest("default", 3);

    @Inject Usage usage;
    @Inject ObjectStorage storage;
    @Inject RedisDataSource redis;

    @BeforeEach
    void oneBlob() {
        storage.list("cache/").forEach(blob -> storage.delete(blob.key()));
        redis.flushall();
        redis.execute("SET", "{cache}:complete", "now");
        one.putBlob(BLOB);
        await().untilAsserted(() -> assertThat(removable()).hasSize(1));
    }

    @Test
    void aBuildHoldsWhatItAskedForUntilItReleasesIt() {
        // Given
        ask(one);
        ask(other);
        // When
        one.as().delete(PINS).then().statusCode(204);
        // Then
        assertThat(removable()).isEmpty();
        // When
        other.as().delete(PINS).then().statusCode(204);
        // Then
        assertThat(removable()).hasSize(1);
    }

    @Test
    void aRenewalTellsWhetherThereWasSomethingToRenew() {
        one.as().post(PINS + "/renew").then().statusCode(200).body("held", equalTo(false));
        // Given
        ask(one);
        // Then
        one.as().post(PINS + "/renew").then().body("held", equalTo(true));
        one.as().post(PINS + "/renew").then().body("pinnedSeconds", equalTo(3600));
        other.as().post(PINS + "/renew").then().body("held", equalTo(false));
    }

    private void ask(Client client) {
        client.postJson(
                        "/internal/v1/cache/cas/missing",
                        new AskMissing(List.of(Client.sha256(BLOB))))
                .then()
                .statusCode(200)
                .body("missing.size()", equalTo(0));
    }

    private List<String> removable() {
        return usage.unusedSince(EVER, 10);
    }
}
