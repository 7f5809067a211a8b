package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.agent.EventsAnswer;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.orchestrator.lifecycle.BuildChanged;
import dev.buildserver.orchestrator.log.LogStore.Progress;
import dev.buildserver.orchestrator.queue.TaskKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Takes in what attempts tell, batch by batch: a repeated batch changes nothing, a skipped one is
 * refused. The text is stored before the row that makes it count, and only then acknowledged.
 */
@ApplicationScoped
class EventIntake {
    private final LogStore store;
    private final LogTexts texts;
    private final Event<BuildChanged> buildChanged;

    EventIntake(LogStore store, LogTexts texts, Event<BuildChanged> buildChanged) {
        this.store = store;
        this.texts = texts;
        this.buildChanged = buildChanged;
    }

    /**
     * Stores a batch.
     *
     * @throws BuildServerException {@code LOG_GAP} with {@code nextBatch}, {@code STALE_ATTEMPT},
     *     {@code DIGEST_MISMATCH}
     */
    EventsAnswer take(TaskKey task, UUID attemptUid, EventBatch batch) {
        require(batch);
        Progress progress = progress(task, attemptUid);
        if (batch.batch() > progress.nextBatch()) {
            throw new BuildServerException(
                            ErrorCode.LOG_GAP, "Batch " + progress.nextBatch() + " is expected")
                    .with("nextBatch", progress.nextBatch());
        }
        if (batch.batch() < progress.nextBatch()) {
            return answer(progress);
        }
        if (store.append(task, stored(attemptUid, batch, progress))) {
            buildChanged.fire(new BuildChanged(task.buildId()));
            return new EventsAnswer(batch.batch(), progress.cancelRequested());
        }
        // Somebody else stored it, or the attempt has just ended: what is there now decides.
        return answer(progress(task, attemptUid));
    }

    private Progress progress(TaskKey task, UUID attemptUid) {
        return store.progress(task, attemptUid)
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.STALE_ATTEMPT,
                                        "Attempt " + attemptUid + " is no longer current"));
    }

    private static EventsAnswer answer(Progress progress) {
        return new EventsAnswer(progress.nextBatch() - 1, progress.cancelRequested());
    }

    private LogStore.Batch stored(UUID attemptUid, EventBatch batch, Progress progress) {
        Instant start = progress.leasedAt();
        List<StoredLine> lines = new ArrayList<>();
        List<StageResult> stages = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        EventRecord.Source source = null;
        for (EventRecord event : batch.records()) {
            Instant time = start.plusMillis(event.elapsedMillis());
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
        String objectKey = null;
        if (!lines.isEmpty()) {
            objectKey = LogTexts.objectKey(attemptUid, batch.batch());
            texts.write(objectKey, lines);
        }
        return new LogStore.Batch(
                attemptUid,
                batch.batch(),
                objectKey,
                progress.nextLine(),
                lines.size(),
                batch.crc32c(),
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

    private static void require(EventBatch batch) {
        if (batch == null || batch.batch() < 1) {
            throw BuildServerException.invalid(
                    List.of(new Violation("batch", "must count from 1")));
        }
        for (int i = 0; i < batch.records().size(); i++) {
            String problem = problem(batch.records().get(i));
            if (problem != null) {
                throw BuildServerException.invalid(
                        List.of(new Violation("records[" + i + "]", problem)));
            }
        }
        if (EventBatch.checksum(batch.records()) != batch.crc32c()) {
            throw new BuildServerException(
                    ErrorCode.DIGEST_MISMATCH, "The records do not have the announced checksum");
        }
    }

    private static String problem(EventRecord event) {
        if (event.elapsedMillis() < 0) {
            return "elapsedMillis must not be negative";
        }
        if (event instanceof EventRecord.Log log && log.text() == null) {
            return "a log record needs a text";
        }
        if (event instanceof EventRecord.Stage stage
                && (stage.name() == null || stage.status() == null)) {
            return "a stage record needs a name and a status";
        }
        if (event instanceof EventRecord.Found found
                && (found.diagnostic() == null || found.diagnostic().severity() == null)) {
            return "a diagnostic record needs a severity";
        }
        if (event instanceof EventRecord.Source source && source.commit() == null) {
            return "a source record needs a commit";
        }
        return null;
    }
}
