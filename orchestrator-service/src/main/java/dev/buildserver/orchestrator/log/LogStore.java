package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The index of the logs, and what else events tell. */
public interface LogStore {
    /**
     * How far a current attempt's log is.
     *
     * @param nextBatch the batch that is expected
     * @param nextLine number of the next line
     */
    record Progress(int nextBatch, long nextLine, Instant leasedAt, boolean cancelRequested) {}

    /** Empty when the attempt is not its task's current one. */
    Optional<Progress> progress(TaskKey task, UUID attemptUid);

    /**
     * A batch, with its text already stored.
     *
     * @param objectKey null when there is no line
     * @param source null when it was not resolved in this batch
     */
    record Batch(
            UUID attemptUid,
            int number,
            String objectKey,
            long firstLine,
            int lines,
            long crc32c,
            List<StageResult> stages,
            List<Diagnostic> diagnostics,
            EventRecord.Source source) {}

    /** Adds a batch; false when its number is taken or the attempt is no longer current. */
    boolean append(TaskKey task, Batch batch);

    /**
     * An attempt whose log can be read.
     *
     * @param lastBatch readers stop here; null while the attempt goes on
     */
    record ReadableAttempt(UUID attemptUid, int attemptNo, Integer lastBatch) {}

    /** A build's attempts from a number on, in order. */
    List<ReadableAttempt> attempts(UUID buildId, int fromAttemptNo);

    /** Where lines are stored. */
    record StoredBatch(int number, String objectKey, long firstLine, int lines) {}

    /** Batches of an attempt that hold lines after a line, in order. */
    List<StoredBatch> batches(UUID attemptUid, long afterLine, Integer lastBatch, int limit);

    /** Something for each build that differs when the build, its stages or its log changed. */
    Map<UUID, String> stamps(Collection<UUID> buildIds);

    /** Whether the build has its final status. */
    boolean ended(UUID buildId);
}
