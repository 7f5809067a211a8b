package dev.buildserver.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import dev.buildserver.domain.error.BuildServerException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    @Test
    void linesHaveTheOriginalForm() {
        LogText text = new LogText(LogPosition.START);
        assertThat(
                        text.render(
                                List.of(
                                        line(
                                                1,
                                                1,
                                                LogLevel.INFO,
                                                "Starting build for MyApp (Release)"),
                                        line(1, 2, LogLevel.WARN, "CS8618: Non-nullable field"),
                                        line(1, 3, LogLevel.ERROR, ""))))
                .isEqualTo(
                        """
                        [2025-11-15 10:05:01] INFO: Starting build for MyApp (Release)
                        [2025-11-15 10:05:02] WARN: CS8618: Non-nullable field
                        [2025-11-15 10:05:03] ERROR:\s
                        """);
    }

    @Test
    void attemptsAreSeparatedAlsoAcrossPages() {
        // Given
        LogText text = new LogText(LogPosition.START);
        text.render(List.of(line(1, 1, LogLevel.INFO, "a")));
        // When
        String second = text.render(List.of(line(2, 1, LogLevel.INFO, "b")));
        String third = text.render(List.of(line(2, 2, LogLevel.INFO, "c")));
        // Then
        assertThat(second)
                .isEqualTo(
                        """
                        [2025-11-15 10:05:01] INFO: ---------- Attempt 2 ----------
                        [2025-11-15 10:05:01] INFO: b
                        """);
        assertThat(third).isEqualTo("[2025-11-15 10:05:02] INFO: c\n");
    }

    @Test
    void aTextFromTheMiddleKnowsItsAttempt() {
        assertThat(
                        new LogText(new LogPosition(1, 7))
                                .render(List.of(line(2, 1, LogLevel.INFO, "b"))))
                .contains("Attempt 2");
        assertThat(
                        new LogText(new LogPosition(2, 0))
                                .render(List.of(line(2, 1, LogLevel.INFO, "b"))))
                .doesNotContain("Attempt 2");
    }

    @Test
    void positionsAreRead() {
        assertThat(LogPosition.parse("2.17", "after")).isEqualTo(new LogPosition(2, 17));
        assertThat(LogPosition.parse("2.17", "after").after()).isEqualTo("2.17");
        assertThat(LogPosition.parse(null, "after").after()).isNull();
        assertThat(LogPosition.parse("", "after")).isEqualTo(LogPosition.START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.",
                ".1",
                "a.b",
                "1.2.3",
                "-1.2",
                "1.2 ",
                "9999999.1",
                "1.9999999999999"
            })
    void whatIsNoPositionIsRefused(String text) {
        assertThatThrownBy(() -> LogPosition.parse(text, "after"))
                .isInstanceOf(BuildServerException.class);
    }

    private static LogLine line(int attempt, long line, LogLevel level, String text) {
        Instant time = Instant.parse("2025-11-15T10:05:00.500Z").plusSeconds(line);
        return new LogLine(attempt, line, time, level, text);
    }
}
