package dev.buildserver.cache.usage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.usage.Pins.Hold;
import dev.buildserver.cache.usage.Usage;
import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.cache.usage.Usage.Entry;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class RedisPinsIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOST_OF_IT = Duration.ofMinutes(50);
    private static final Hold ONE = new Hold("attempt.one", HOUR, By.TRUSTED);
    private static final Hold OTHER = new Hold("attempt.other", HOUR, By.TRUSTED);
    private static final Hold UNKNOWN = new Hold("unknown.7", HOUR, By.TRUSTED);
    private static final List<String> KEYS = List.of("cache/t/cas/a", "cache/t/cas/b");

    @Inject ReactiveRedisDataSource redis;
    @Inject RedisDataSource commands;

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private RedisPins pins;
    private RedisUsage usage;

    @BeforeEach
    void twoEntries() {
        commands.flushall();
        Times times = new Times(() -> now, () -> Duration.ofDays(6));
        pins = new RedisPins(redis, times);
        usage = new RedisUsage(redis, times, pins);
        usage.adopt(KEYS.stream().map(key -> new Entry(key, 10)).toList(), UNKNOWN);
        pins.release(UNKNOWN.holder());
        usage.completed();
    }

    @Test
    void aBuildThatRunsForDaysKeepsWhatItRenews() {
        // Given
        pins.pin(KEYS, ONE);
        // When
        for (int i = 0; i < 100; i++) {
            pass(MOST_OF_IT);
            assertThat(pins.renew(ONE)).isTrue();
        }
        pass(MOST_OF_IT);
        // Then
        assertThat(removable()).isEmpty();
        assertThat(usage.retire(KEYS.get(0), now)).isEmpty();
    }

    @Test
    void whatIsNotRenewedEnds() {
        // Given
        pins.pin(KEYS, ONE);
        // When
        pass(HOUR);
        // Then
        assertThat(removable()).containsExactlyInAnyOrderElementsOf(KEYS);
        assertThat(pins.renew(ONE)).isFalse();
    }

    @Test
    void whatEndedCanBePinnedAgain() {
        // Given
        pins.pin(KEYS, ONE);
        pass(HOUR.multipliedBy(2));
        // When
        pins.pin(KEYS, ONE);
        pass(MOST_OF_IT);
        // Then
        assertThat(pins.renew(ONE)).isTrue();
        assertThat(removable()).isEmpty();
    }

    @Test
    void aReleaseFreesAtOnce() {
        // Given
        pins.pin(KEYS, ONE);
        // When
        pins.release(ONE.holder());
        // Then
        assertThat(removable()).containsExactlyInAnyOrderElementsOf(KEYS);
    }

    @Test
    void whatTwoHoldStaysUntilTheSecondLetsItGo() {
        // Given: one of them asked twice
        pins.pin(KEYS, ONE);
        pins.pin(KEYS, ONE);
        pins.pin(KEYS.subList(0, 1), OTHER);
        // When
        pins.release(ONE.holder());
        // Then
        assertThat(removable()).containsExactly(KEYS.get(1));
        // When
        pins.release(OTHER.holder());
        // Then
        assertThat(removable()).containsExactlyInAnyOrderElementsOf(KEYS);
    }

    @Test
    void aReleaseThatComesTwiceTakesNothingFromOthers() {
        // Given
        pins.pin(KEYS, ONE);
        pins.pin(KEYS, OTHER);
        // When
        pins.release(ONE.holder());
        pins.release(ONE.holder());
        // Then
        assertThat(removable()).isEmpty();
    }

    @Test
    void whatIsLostAndStoredAgainIsHeldStill() {
        // Given
        pins.pin(KEYS, ONE);
        commands.execute("ZREM", RedisKeys.USED, KEYS.get(0));
        commands.execute("HDEL", RedisKeys.SIZES, KEYS.get(0));
        // When
        usage.adopt(List.of(new Entry(KEYS.get(0), 10)), UNKNOWN);
        pins.release(UNKNOWN.holder());
        // Then
        assertThat(removable()).isEmpty();
    }

    @Test
    void whatIsNotOnRecordIsNotHeld() {
        assertThat(pins.pin(List.of("cache/t/cas/c"), ONE))
                .isEqualTo(new Usage.Known(Set.of(), true));
        assertThat(pins.renew(ONE)).isFalse();
    }

    @Test
    void nothingIsLeftOfManyPins() {
        // Given: more than go at a time
        List<String> many = IntStream.range(0, 2500).mapToObj(i -> "cache/t/cas/" + i).toList();
        usage.adopt(many.stream().map(key -> new Entry(key, 1)).toList(), UNKNOWN);
        pins.pin(many, ONE);
        // When
        pins.release(ONE.holder());
        pass(HOUR);
        // Then
        assertThat(usage.unusedSince(now, 10_000)).hasSize(2502);
        assertThat(commands.key().keys("{cache}:held*")).isEmpty();
        assertThat(commands.key().keys("{cache}:holders")).isEmpty();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private List<String> removable() {
        return usage.unusedSince(now.plus(HOUR), 10);
    }
}
