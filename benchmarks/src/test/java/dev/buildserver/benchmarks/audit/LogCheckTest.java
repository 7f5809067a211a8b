package dev.buildserver.benchmarks.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.benchmarks.workload.AttemptScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogCheckTest {
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID LAST = UUID.randomUUID();

    @Test
    void aCompleteLogWithAHeadingIsRight() {
        // Given
        List<String> log = new ArrayList<>(List.of("--- attempt 2 ---"));
        log.addAll(lines(LAST, 3));
        // Then
        assertThat(LogCheck.faults(log, List.of(LAST), 3)).isEmpty();
    }

    @Test
    void anEarlierAttemptMayHaveToldAPart() {
        // Given
        List<String> log = new ArrayList<>(lines(FIRST, 1));
        log.addAll(lines(LAST, 3));
        // Then
        assertThat(LogCheck.faults(log, List.of(FIRST, LAST), 3)).isEmpty();
    }

    @Test
    void aMissingLineIsFound() {
        assertThat(LogCheck.faults(lines(LAST, 2), List.of(LAST), 3)).hasSize(1);
    }

    @Test
    void wrongOrderIsFound() {
        // Given
        List<String> log = new ArrayList<>(lines(LAST, 3));
        Collections.swap(log, 0, 1);
        // Then
        assertThat(LogCheck.faults(log, List.of(LAST), 3)).hasSize(2);
    }

    @Test
    void aLineOfAnotherBuildIsFound() {
        // Given
        List<String> log = new ArrayList<>(lines(LAST, 3));
        log.addAll(lines(UUID.randomUUID(), 1));
        // Then
        assertThat(LogCheck.faults(log, List.of(LAST), 3)).hasSize(1);
    }

    private static List<String> lines(UUID attempt, int count) {
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            lines.add("[2025-11-15 10:05:00] INFO: " + AttemptScript.line(attempt, number));
        }
        return lines;
    }
}
