package dev.buildserver.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollPaceTest {
    private static final LogPage EMPTY = new LogPage(List.of(), null, false);

    private final PollPace pace = new PollPace();

    @Test
    void aChangeWithoutLinesHardlyDelaysWhatFollows() {
        // When
        Duration pause = pace.after(EMPTY);

        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void manyEmptyAnswersSlowItDown() {
        // When
        List<Long> pauses =
                Stream.generate(() -> pace.after(EMPTY)).limit(7).map(Duration::toMillis).toList();

        // Then
        assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 200L, 200L);
    }

    @Test
    void linesSpeedItUpAgain() {
        // Given
        LogLine line = new LogLine(1, 1, Instant.EPOCH, LogLevel.INFO, "said");
        pace.after(EMPTY);
        pace.after(EMPTY);

        // When
        Duration atOnce = pace.after(new LogPage(List.of(line), "1.1", false));

        // Then
        assertThat(atOnce).isZero();
        assertThat(pace.after(EMPTY)).isEqualTo(Duration.ofMillis(10));
    }
}
