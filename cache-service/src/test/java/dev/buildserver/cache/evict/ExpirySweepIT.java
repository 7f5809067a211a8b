package dev.buildserver.cache.evict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.cache.Client;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class ExpirySweepIT {
    private static final byte[] OLD = "old".getBytes();
    private static final byte[] NEW = "newer".getBytes();
    private static final Client CLIENT = Client.trusted("default");

    @Inject Usage usage;
    @Inject ObjectStorage storage;
    @Inject EvictConfig config;
    @Inject Adoption adoption;
    @Inject RedisDataSource redis;

    @BeforeEach
    void empty() {
        storage.list("cache/").forEach(blob -> storage.delete(blob.key()));
        redis.flushall();
    }

    @Test
    void entriesGoSevenDaysAfterTheirLastUse() {
        // Given
        CLIENT.putBlob(OLD);
        CLIENT.put("/ac/" + Client.sha256(NEW), NEW);
        awaitEntries(2);
        // When
        int early = sweepAfter(Duration.ofDays(7).minusMinutes(1));
        int late = sweepAfter(Duration.ofDays(7).plusMinutes(1));
        // Then
        assertThat(early).isZero();
        assertThat(late).isEqualTo(2);
        assertThat(storage.list("cache/")).isEmpty();
        assertThat(usage.totals()).contains(new Usage.Totals(0, 0));
    }

    @Test
    void aUseKeepsAnEntry() {
        // Given
        CLIENT.putBlob(OLD);
        CLIENT.putBlob(NEW);
        awaitEntries(2);
        String key = "cache/default/cas/" + Client.sha256(NEW);
        redis.execute("ZADD", "{cache}:used", "1000", key);
        redis.execute("ZADD", "{cache}:used", "1000", "cache/default/cas/" + Client.sha256(OLD));
        // When
        CLIENT.get("/cas/" + Client.sha256(NEW));
        await().until(
                        () ->
                                redis.sortedSet(String.class).zscore("{cache}:used", key).orElse(0)
                                        > 1000);
        int removed = sweepAfter(Duration.ZERO);
        // Then
        assertThat(removed).isEqualTo(1);
        assertThat(storage.size(key)).isPresent();
    }

    @Test
    void afterALossOfRedisEntriesStartANewLife() {
        // Given
        CLIENT.putBlob(OLD);
        CLIENT.putBlob(NEW);
        awaitEntries(2);
        redis.flushall();
        // When
        int removed = sweepAfter(Duration.ofDays(6));
        // Then
        assertThat(removed).isZero();
        assertThat(usage.totals()).contains(new Usage.Totals(2, 8));
        assertThat(sweepAfter(Duration.ofDays(8))).isEqualTo(2);
    }

    @Test
    void totalsCountEachEntryOnce() {
        // Given
        CLIENT.putBlob(OLD);
        CLIENT.putBlob(OLD);
        CLIENT.putBlob(NEW);
        // Then
        await().untilAsserted(() -> assertThat(usage.totals()).contains(new Usage.Totals(2, 8)));
    }

    private void awaitEntries(long entries) {
        await().until(() -> usage.totals().orElseThrow().entries() == entries);
    }

    private int sweepAfter(Duration time) {
        // Pins of a loss end long before entries expire.
        adoption.adopt();
        redis.key().del("{cache}:held");
        InstantSource later = InstantSource.offset(Clock.systemUTC(), time);
        return new ExpirySweep(adoption, usage, storage, later, config).sweep();
    }
}
