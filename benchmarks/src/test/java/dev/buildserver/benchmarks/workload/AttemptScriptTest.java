package dev.buildserver.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptScriptTest {
    private final AttemptScript script = new AttemptScript(20, 1);

    @Test
    void theEventsAreABatchOfTheProtocolWithItsChecksum() throws Exception {
        // Given
        UUID attempt = UUID.randomUUID();
        // When
        EventBatch batch =
                ClientJson.mapper().readValue(script.events(attempt, 1), EventBatch.class);
        // Then
        assertThat(batch.batch()).isEqualTo(1);
        assertThat(batch.crc32c()).isEqualTo(EventBatch.checksum(batch.records()));
        List<String> texts =
                batch.records().stream()
                        .filter(EventRecord.Log.class::isInstance)
                        .map(record -> ((EventRecord.Log) record).text())
                        .toList();
        assertThat(texts).hasSize(20);
        assertThat(texts.get(0)).isEqualTo(AttemptScript.line(attempt, 1));
        assertThat(texts.get(19)).isEqualTo(AttemptScript.line(attempt, 20));
    }

    @Test
    void theResultTellsAllStages() throws Exception {
        // When
        AttemptResult result =
                ClientJson.mapper().readValue(script.succeeded(), AttemptResult.class);
        // Then
        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.lastBatch()).isEqualTo(1);
        assertThat(result.stages()).isEmpty();
    }

    @Test
    void severalBatchesTellTheSameInTheSameOrder() throws Exception {
        // Given
        UUID attempt = UUID.randomUUID();
        AttemptScript inParts = new AttemptScript(20, 4);
        List<EventRecord> records = new ArrayList<>();
        // When
        for (int number = 1; number <= 4; number++) {
            EventBatch batch =
                    ClientJson.mapper()
                            .readValue(inParts.events(attempt, number), EventBatch.class);
            assertThat(batch.batch()).isEqualTo(number);
            assertThat(batch.crc32c()).isEqualTo(EventBatch.checksum(batch.records()));
            records.addAll(batch.records());
        }
        // Then
        assertThat(records)
                .isEqualTo(
                        ClientJson.mapper()
                                .readValue(script.events(attempt, 1), EventBatch.class)
                                .records());
        assertThat(inParts.linesUpTo(0)).isZero();
        assertThat(inParts.linesUpTo(2)).isBetween(1, 19);
        assertThat(inParts.linesUpTo(4)).isEqualTo(20);
    }
}
