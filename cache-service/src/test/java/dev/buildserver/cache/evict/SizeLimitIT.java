package dev.buildserver.cache.evict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.cache.Client;
import dev.buildserver.cache.usage.Pins;
import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.stores.StoresResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class SizeLimitIT {
    private static final int BLOBS = 20;
    private static final int BLOB_BYTES = 1000;
    private static final Client CLIENT = Client.trusted("default");

    @Inject Usage usage;
    @Inject Pins pins;
    @Inject ObjectStorage storage;
    @Inject RedisDataSource redis;

    @BeforeEach
    void fill() {
        storage.list("cache/").forEach(blob -> storage.delete(blob.key()));
        redis.flushall();
        redis.execute("SET", "{cache}:complete", "now");
        for (int i = 0; i < BLOBS; i++) {
            CLIENT.putBlob(blob(i));
        }
        await().until(() -> usage.totals().orElseThrow().entries() == BLOBS);
        for (int i = 0; i < BLOBS; i++) {
            redis.execute("ZADD", "{cache}:used", String.valueOf(1000 + i), key(i));
        }
    }

    @Test
    void theLeastRecentlyUsedGo() {
        // When
        int removed = enforce(10_000);
        // Then: until a tenth is free.
        assertThat(removed).isEqualTo(11);
        assertThat(storage.size(key(10))).isEmpty();
        assertThat(storage.size(key(11))).isPresent();
        assertThat(usage.totals()).contains(new Usage.Totals(9, 9_000));
    }

    @Test
    void belowTheLimitNothingGoes() {
        assertThat(enforce(20_000)).isZero();
        assertThat(usage.totals()).contains(new Usage.Totals(20, 20_000));
    }

    @Test
    void pinnedBlobsStay() {
        // Given
        pins.pin(List.of(key(0), key(1)), hold(Duration.ofMinutes(1)));
        for (int i = 0; i < 2; i++) {
            redis.execute("ZADD", "{cache}:used", "500", key(i));
        }
        // When
        int removed = enforce(10_000);
        // Then
        assertThat(removed).isEqualTo(11);
        assertThat(storage.size(key(0))).isPresent();
        assertThat(storage.size(key(1))).isPresent();
        assertThat(storage.size(key(12))).isEmpty();
    }

    @Test
    void aCacheThatIsPinnedAsAWholeStaysWhole() {
        // Given
        pins.pin(
                IntStream.range(0, BLOBS).mapToObj(SizeLimitIT::key).toList(),
                hold(Duration.ofHours(1)));
        // When
        int removed = enforce(5_000);
        // Then
        assertThat(removed).isZero();
        assertThat(usage.totals()).contains(new Usage.Totals(20, 20_000));
    }

    @Test
    void whatPullRequestsStoredGoesBeforeWhatTrustedBuildsUse() {
        // Given: more of it, later, and used again and again
        storage.list("cache/").forEach(blob -> storage.delete(blob.key()));
        redis.flushall();
        redis.execute("SET", "{cache}:complete", "now");
        Client pull = Client.pullRequest("default", 7);
        for (int i = 0; i < 5; i++) {
            CLIENT.putBlob(blob(i));
        }
        for (int i = 5; i < BLOBS; i++) {
            pull.putBlob(blob(i));
            pull.get("/cas/" + Client.sha256(blob(i)));
        }
        // A trusted build uses one of them, too; and the pull request one of the others'.
        CLIENT.get("/cas/" + Client.sha256(blob(5)));
        pull.head("/cas/" + Client.sha256(blob(0)));
        await().until(() -> usage.totals().orElseThrow().entries() == BLOBS);
        // When
        await().untilAsserted(() -> assertThat(enforce(7_000)).isPositive());
        // Then
        for (int i = 0; i <= 5; i++) {
            assertThat(storage.size(key(i))).as("blob " + i).isPresent();
        }
        assertThat(usage.totals()).contains(new Usage.Totals(6, 6_000));
    }

    @Test
    void pinsEnd() {
        // Given
        pins.pin(List.of(key(0)), hold(Duration.ofMillis(1)));
        redis.execute("ZADD", "{cache}:used", "500", key(0));
        // When
        await().until(() -> enforce(10_000) > 0);
        // Then
        await().untilAsserted(() -> assertThat(storage.size(key(0))).isEmpty());
    }

    private static Hold hold(Duration time) {
        return new Hold("attempt.one", time, By.TRUSTED);
    }

    private int enforce(long bytes) {
        EvictConfig config =
                new EvictConfig() {
                    @Override
                    public Duration unusedFor() {
                        return Duration.ofDays(7);
                    }

                    @Override
                    public Duration sweepInterval() {
                        return Duration.ofHours(1);
                    }

                    @Override
                    public MemorySize maxSize() {
                        return new MemorySize(BigInteger.valueOf(bytes));
                    }

                    @Override
                    public Duration sizeInterval() {
                        return Duration.ofSeconds(1);
                    }
                };
        return new SizeLimit(usage, storage, config, new SimpleMeterRegistry()).enforce();
    }

    private static byte[] blob(int i) {
        byte[] content = new byte[BLOB_BYTES];
        content[0] = (byte) i;
        return content;
    }

    private static String key(int i) {
        return "cache/default/cas/" + Client.sha256(blob(i));
    }
}
