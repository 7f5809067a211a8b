package dev.buildserver.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0.0 s",
        "PT0.75S, 0.8 s",
        "PT59.9S, 59.9 s",
        "PT59.999S, 1 min 00 s",
        "PT1M, 1 min 00 s",
        "PT2M5S, 2 min 05 s",
        "PT59M59.999S, 1 h 00 min",
        "PT1H2M3S, 1 h 02 min",
        "PT72H, 72 h 00 min"
    })
    void durations(Duration duration, String text) {
        assertThat(Format.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "2457600, 2.3 MiB",
        "1099511627776, 1.0 TiB",
        "9223372036854775807, 8388608.0 TiB"
    })
    void sizes(long bytes, String text) {
        assertThat(Format.size(bytes)).isEqualTo(text);
    }

    @Test
    void timesAreUtc() {
        assertThat(Format.time(Instant.parse("2025-11-15T10:05:00.9Z")))
                .isEqualTo("2025-11-15 10:05:00Z");
    }

    @Test
    void linesHoldNoControls() {
        assertThat(Format.line(" a\n  b\u001b[31mc\u0007")).isEqualTo("a bc?");
    }
}
