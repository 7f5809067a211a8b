package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A batch of events as it came, sorted into what is stored where.
 *
 * @param text encoded lines; null when there are none
 * @param source null when it was not resolved in this batch
 */
public record IncomingBatch(
        TaskKey task,
        UUID attemptUid,
        int number,
        long crc32c,
        byte[] text,
        int lines,
        List<StageResult> stages,
        List<Diagnostic> diagnostics,
        EventRecord.Source source) {

    /**
     * @param leasedAt by which the agent's elapsed times become the server's
     */
    static IncomingBatch of(TaskKey task, UUID attemptUid, Instant leasedAt, EventBatch batch) {
        List<StoredLine> lines = new ArrayList<>();
        List<StageResult> stages = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        EventRecord.Source source = null;
        for (EventRecord event : batch.records()) {
            Instant time = leasedAt.plusMillis(event.elapsedMillis());
            if (event instanceof EventRecord.Log log) {
                lines.add(line(time, log));
            } else if (event instanceof EventRecord.Stage stage) {
                stages.add(stage(time, stage));
            } else if (event instanceof EventRecord.Found found) {
                diagnostics.add(found.diagnostic());
            } else if (event instanceof EventRecord.Source resolved) {
                source = resolved;
            }
        }
        return new IncomingBatch(
                task,
                attemptUid,
                batch.batch(),
                batch.crc32c(),
                lines.isEmpty() ? null : BatchCodec.encode(lines),
                lines.size(),
                stages,
                diagnostics,
                source);
    }

    private static StoredLine line(Instant time, EventRecord.Log log) {
        LogLevel level = log.level() == null ? LogLevel.INFO : log.level();
        return new StoredLine(time, level, log.text());
    }

    private static StageResult stage(Instant time, EventRecord.Stage stage) {
        boolean begins = stage.status() == StageStatus.RUNNING;
        boolean waits =
                stage.status() == StageStatus.PENDING || stage.status() == StageStatus.SKIPPED;
        return new StageResult(
                stage.name(),
                stage.status(),
                begins ? time : null,
                begins || waits ? null : time,
                stage.message(),
                stage.warningsCount(),
                stage.errorsCount());
    }
}
