package dev.buildserver.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBatchTest {
    @Test
    void checksumCoversTextsAndTheirBorders() {
        // Given
        EventBatch together = EventBatch.of(1, List.of(log("ab"), log("c")));
        EventBatch apart = EventBatch.of(1, List.of(log("a"), log("bc")));
        // Then
        assertThat(together.crc32c()).isNotEqualTo(apart.crc32c());
    }

    @Test
    void checksumIsTheSameForTheSameTexts() {
        // Given
        List<EventRecord> records = List.of(log("Grüße"), log(""));
        // Then
        assertThat(EventBatch.of(7, records).crc32c()).isEqualTo(EventBatch.checksum(records));
    }

    @Test
    void knownValue() {
        // "123456789" has the published CRC-32C check value e3069283; here a line feed follows.
        assertThat(EventBatch.checksum(List.of(log("123456789")))).isEqualTo(0xa8dab577L);
    }

    @Test
    void onlyLogTextCounts() {
        // Given
        EventRecord stage =
                new EventRecord.Stage(5, StageName.CLONE, StageStatus.RUNNING, null, null, null);
        // Then
        assertThat(EventBatch.checksum(List.of(stage, log("x"))))
                .isEqualTo(EventBatch.checksum(List.of(log("x"))));
    }

    private static EventRecord log(String text) {
        return new EventRecord.Log(0, LogLevel.INFO, text);
    }
}
