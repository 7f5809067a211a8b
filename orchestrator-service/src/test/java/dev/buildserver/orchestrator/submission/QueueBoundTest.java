package dev.buildserver.orchestrator.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QueueBoundTest {
    private static final int BOUND = 100_000;

    private Instant now = Instant.parse("2025-11-15T10:00:00Z");
    private long waiting;
    private int counts;
    private Duration countTakes = Duration.ofMillis(1);
    private final QueueBound bound = new QueueBound(this::count, BOUND, () -> now);

    private long count(int most) {
        assertThat(most).isEqualTo(BOUND);
        counts++;
        now = now.plus(countTakes);
        return Math.min(most, waiting);
    }

    @Test
    void theWholeRoomIsGivenAndNoMore() {
        // When
        for (int i = 0; i < BOUND; i++) {
            bound.requireRoom();
            waiting++;
        }
        // Then
        assertThatThrownBy(bound::requireRoom)
                .isInstanceOfSatisfying(
                        BuildServerException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL);
                            assertThat(e.retryAfter()).isPositive();
                        });
        assertThat(counts).isLessThan(30);
    }

    @Test
    void theRoomThatWasSeenIsGivenWhileCountingRests() {
        // Given
        waiting = BOUND - 3;
        countTakes = Duration.ofMillis(30);
        // When
        for (int i = 0; i < 3; i++) {
            bound.requireRoom();
            waiting++;
        }
        // Then
        assertThat(counts).isEqualTo(1);
        assertThatThrownBy(bound::requireRoom).isInstanceOf(BuildServerException.class);
    }

    @Test
    void aFullQueueIsNotCountedForEachRefusal() {
        // Given
        waiting = BOUND;
        countTakes = Duration.ofMillis(30);
        // When
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(bound::requireRoom).isInstanceOf(BuildServerException.class);
        }
        // Then
        assertThat(counts).isEqualTo(1);
        // When
        now = now.plusMillis(300);
        waiting = BOUND - 2;
        // Then
        bound.requireRoom();
        assertThat(counts).isEqualTo(2);
    }

    @Test
    void aShortQueueIsCountedWheneverThereIsDoubt() {
        // Given
        waiting = BOUND;
        assertThatThrownBy(bound::requireRoom).isInstanceOf(BuildServerException.class);
        // When
        waiting = BOUND - 1;
        // Then
        bound.requireRoom();
    }
}
