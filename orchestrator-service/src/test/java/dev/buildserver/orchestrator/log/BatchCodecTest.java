package dev.buildserver.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.log.LogLevel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCodecTest {
    @Test
    void linesComeBackAsTheyWere() {
        // Given
        List<StoredLine> lines =
                List.of(
                        line(LogLevel.INFO, "plain"),
                        line(LogLevel.WARN, ""),
                        line(LogLevel.ERROR, "quote \" slash \\ tab \t nul \0 ü 漢 \uD83D\uDE00"),
                        line(LogLevel.INFO, "x".repeat(100_000)));
        // When
        byte[] bytes = BatchCodec.encode(lines);
        // Then
        assertThat(BatchCodec.decode(bytes)).isEqualTo(lines);
        assertThat(bytes.length).isLessThan(2_000);
    }

    private static StoredLine line(LogLevel level, String text) {
        return new StoredLine(Instant.ofEpochMilli(1_767_225_600_123L), level, text);
    }
}
