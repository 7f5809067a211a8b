package dev.buildserver.benchmarks.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID BUILD = new UUID(1, 1);

    private final Told told = new Told();

    @Test
    void whatWasSaidIsComparedWithWhatCameTrue() {
        // Given: said to start after 40 s and to take 30 s; it waits 50 s and takes 20 s
        told.submitted()
                .add(new Estimated(BUILD, ASKED, 6, ASKED.plusSeconds(40), Duration.ofSeconds(30)));
        told.ended(BUILD, ended("Succeeded", 50, 70));
        Map<String, Object> results = new LinkedHashMap<>();
        // When
        told.report(results, 3);
        // Then
        assertThat(results)
                .containsEntry("submittedStartErrorP50Seconds", 10.0)
                .containsEntry("submittedStartErrorRatioP50", 0.2)
                .containsEntry("submittedStartBiasSeconds", -10.0)
                .containsEntry("submittedDurationErrorP50Seconds", 10.0)
                .containsEntry("submittedDurationBiasSeconds", 10.0)
                .containsEntry("submittedEndErrorP50Seconds", 0.0)
                // Two rounds of three slots, 20 s each.
                .containsEntry("plainStartErrorP50Seconds", 10.0)
                .containsEntry("waitingStartSamples", 0);
    }

    @Test
    void aBuildThatDidNotSucceedIsNoSample() {
        assertThatThrownBy(() -> told.ended(BUILD, ended("Failed", 1, 2)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static JsonNode ended(String status, long start, long end) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", status)
                .put("startTime", ASKED.plusSeconds(start).toString())
                .put("endTime", ASKED.plusSeconds(end).toString());
    }
}
