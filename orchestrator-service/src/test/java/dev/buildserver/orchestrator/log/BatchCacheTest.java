package dev.buildserver.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchCacheTest {
    private final BatchCache cache = new BatchCache(100);

    @Test
    void theLeastRecentlyUsedGivesWay() {
        // Given
        cache.put("a", new byte[40]);
        cache.put("b", new byte[40]);
        cache.find("a");
        // When
        cache.put("c", new byte[40]);
        // Then
        assertThat(cache.find("a")).isPresent();
        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.find("c")).isPresent();
    }

    @Test
    void aReplacedBatchCountsOnce() {
        // Given
        for (int i = 0; i < 10; i++) {
            cache.put("a", new byte[40]);
        }
        // When
        cache.put("b", new byte[60]);
        // Then
        assertThat(cache.find("a")).isPresent();
        assertThat(cache.find("b")).isPresent();
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        // Given
        cache.put("a", new byte[40]);
        // When
        cache.put("big", new byte[101]);
        // Then
        assertThat(cache.find("big")).isEmpty();
        assertThat(cache.find("a")).isPresent();
    }
}
