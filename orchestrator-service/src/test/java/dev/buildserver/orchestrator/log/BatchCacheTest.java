package dev.buildserver.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchCacheTest {
    private final BatchCache cache = new BatchCache(100);

    @Test
    void theLeastRecentlyUsedGivesWay() {
        // Given
        cache.put(at("a"), new byte[40]);
        cache.put(at("b"), new byte[40]);
        cache.find(at("a"));
        // When
        cache.put(at("c"), new byte[40]);
        // Then
        assertThat(cache.find(at("a"))).isPresent();
        assertThat(cache.find(at("b"))).isEmpty();
        assertThat(cache.find(at("c"))).isPresent();
    }

    @Test
    void aReplacedBatchCountsOnce() {
        // Given
        for (int i = 0; i < 10; i++) {
            cache.put(at("a"), new byte[40]);
        }
        // When
        cache.put(at("b"), new byte[60]);
        // Then
        assertThat(cache.find(at("a"))).isPresent();
        assertThat(cache.find(at("b"))).isPresent();
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        // Given
        cache.put(at("a"), new byte[40]);
        // When
        cache.put(at("big"), new byte[101]);
        // Then
        assertThat(cache.find(at("big"))).isEmpty();
        assertThat(cache.find(at("a"))).isPresent();
    }

    private static TextPlace at(String key) {
        return new TextPlace(key, 0, 1);
    }
}
