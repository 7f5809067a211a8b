package dev.buildserver.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.support.json.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchQueueTest {
    private static final long KIB = 1024;

    @TempDir Path temp;
    private final ObjectMapper json = WireJson.mapper();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void gathersWhatComesTogether() throws Exception {
        // Given
        BatchQueue queue = queue(1024 * KIB);
        queue.add(line("one"), false);
        queue.add(line("two"), false);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        // When
        EventBatch batch = read(queue.next());
        // Then
        assertThat(batch.batch()).isEqualTo(1);
        assertThat(texts(batch)).containsExactly("one", "two");
        assertThat(batch.crc32c()).isEqualTo(EventBatch.checksum(batch.records()));
    }

    @Test
    void sendsStagesWithoutDelay() throws Exception {
        // Given
        BatchQueue queue = queue(1024 * KIB);
        // When
        queue.add(stage(), true);
        // Then
        assertThat(read(queue.next()).records()).hasSize(1);
    }

    @Test
    void keepsABatchUntilItIsDurable() throws Exception {
        // Given
        BatchQueue queue = queue(1024 * KIB);
        queue.add(stage(), true);
        byte[] first = queue.next().orElseThrow().content();
        // When
        Optional<BatchQueue.Numbered> again = queue.next();
        // Then
        assertThat(again.orElseThrow().number()).isEqualTo(1);
        assertThat(again.orElseThrow().content()).isEqualTo(first);
    }

    @Test
    void goesBackToTheBatchThatTheServerMisses() throws Exception {
        // Given
        BatchQueue queue = queue(1024 * KIB);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            queue.add(line("line " + i), true);
            sent.add(queue.next().orElseThrow().content());
            queue.answered(i, 1);
        }
        // When
        boolean possible = queue.resumeAt(2);
        // Then
        assertThat(possible).isTrue();
        assertThat(queue.next().orElseThrow().content()).isEqualTo(sent.get(1));
        assertThat(queue.resumeAt(1)).isFalse();
    }

    @Test
    void endsWhenEverythingIsDurable() throws Exception {
        // Given
        BatchQueue queue = queue(1024 * KIB);
        queue.add(line("last"), false);
        queue.close();
        int number = queue.next().orElseThrow().number();
        // When
        queue.answered(number, number);
        // Then
        assertThat(queue.next()).isEmpty();
        assertThat(queue.lastNumber()).isEqualTo(1);
    }

    @Test
    void makesNoBatchLargerThanAllowed() throws Exception {
        // Given
        BatchQueue queue = queue(64 * 1024 * KIB);
        String text = "\"ü\\".repeat(1000);
        for (int i = 0; i < 1000; i++) {
            queue.add(line(i + text), false);
        }
        queue.close();
        // When
        List<EventBatch> batches = new ArrayList<>();
        for (Optional<BatchQueue.Numbered> n = queue.next(); n.isPresent(); n = queue.next()) {
            assertThat(n.get().content().length).isLessThanOrEqualTo(256 * 1024);
            batches.add(read(n));
            queue.answered(n.get().number(), n.get().number());
        }
        // Then
        assertThat(batches.stream().flatMap(b -> texts(b).stream()))
                .hasSize(1000)
                .allMatch(t -> t.endsWith(text));
        assertThat(temp.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void numbersTheLinesThatFoundNoRoom() throws Exception {
        // Given
        BatchQueue queue = queue(512 * KIB);
        for (int i = 0; i < 1000; i++) {
            queue.add(line("x".repeat((int) KIB)), false);
        }
        queue.add(stage(), true);
        int kept = 0;
        int missing = 0;
        queue.close();
        // When
        for (Optional<BatchQueue.Numbered> n = queue.next(); n.isPresent(); n = queue.next()) {
            for (String text : texts(read(n))) {
                if (text.startsWith("TRUNCATED: ")) {
                    missing += Integer.parseInt(text.replaceAll("\\D", ""));
                } else {
                    kept++;
                }
            }
            queue.answered(n.get().number(), n.get().number());
        }
        // Then
        assertThat(missing).isPositive();
        assertThat(kept + missing).isEqualTo(1000);
    }

    @Test
    void keepsLongOutagesOnDisk() throws Exception {
        // Given
        BatchQueue queue = queue(64 * 1024 * KIB);
        // When
        for (int i = 0; i < 20_000; i++) {
            queue.add(line("x".repeat((int) KIB)), false);
        }
        // Then
        try (var files = Files.list(temp.resolve("spool"))) {
            assertThat(files).hasSizeGreaterThan(50);
        }
    }

    private BatchQueue queue(long limit) {
        return new BatchQueue(new Spool(temp.resolve("spool")), limit, nanos::get, this::write);
    }

    private byte[] write(EventBatch batch) {
        try {
            return json.writeValueAsBytes(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EventBatch read(Optional<BatchQueue.Numbered> batch) throws IOException {
        return json.readValue(batch.orElseThrow().content(), EventBatch.class);
    }

    private static List<String> texts(EventBatch batch) {
        return batch.records().stream()
                .filter(EventRecord.Log.class::isInstance)
                .map(r -> ((EventRecord.Log) r).text())
                .toList();
    }

    private static EventRecord line(String text) {
        return new EventRecord.Log(1, LogLevel.INFO, text);
    }

    private static EventRecord stage() {
        return new EventRecord.Stage(1, StageName.CLONE, StageStatus.RUNNING, null, null, null);
    }
}
