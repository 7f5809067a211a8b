package dev.buildserver.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.agent.AttemptResult;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.Outcome;
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
}
