package dev.buildserver.orchestrator.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The index of the logs, and what else events tell. */
public interface LogStore {
    /**
     * How far an attempt's log is.
     *
     * @param current whether the attempt is its task's current one; if not, the rest says nothing
     * @param nextBatch the batch that is expected
     * @param nextLine number of the next line
     */
    record Progress(boolean current, int nextBatch, long nextLine, boolean cancelRequested) {
        /** Of an attempt that is not current. */
        static final Progress OVER = new Progress(false, 0, 0, false);

        /** After a batch with that many lines. */
        Progress after(int lines) {
            return new Progress(current, nextBatch + 1, nextLine + lines, cancelRequested);
        }
    }

    /** The progress of those of the batches' attempts that are current. */
    Map<UUID, Progress> progress(Collection<IncomingBatch> batches);

    /**
     * A batch, with its text already stored.
     *
     * @param place null when there is no line
     */
    record Batch(IncomingBatch content, TextPlace place, long firstLine) {}

    /**
     * Adds batches of different attempts in one transaction.
     *
     * @return the attempts whose batch was added: its number was free, and the attempt current
     */
    Set<UUID> append(Collection<Batch> batches);

    /**
     * An attempt whose log can be read.
     *
     * @param lastBatch readers stop here; null while the attempt goes on
     */
    record ReadableAttempt(UUID attemptUid, int attemptNo, Integer lastBatch) {}

    /** A build's attempts from a number on, in order. */
    List<ReadableAttempt> attempts(UUID buildId, int fromAttemptNo);

    /** Where lines are stored. */
    record StoredBatch(int number, TextPlace place, long firstLine, int lines) {}

    /** Batches of an attempt that hold lines after a line, in order. */
    List<StoredBatch> batches(UUID attemptUid, long afterLine, Integer lastBatch, int limit);

    /** Those of the attempts whose log is spread over more than so many packs. */
    List<UUID> scattered(Collection<UUID> attempts, int packs);

    /**
     * The text of batches of an attempt that has ended is elsewhere from now on.
     *
     * @param places by number of the batch
     */
    void move(UUID attemptUid, Map<Integer, TextPlace> places);

    /** Something for each build that differs when the build, its stages or its log changed. */
    Map<UUID, String> stamps(Collection<UUID> buildIds);

    /** Whether the build has its final status. */
    boolean ended(UUID buildId);
}
