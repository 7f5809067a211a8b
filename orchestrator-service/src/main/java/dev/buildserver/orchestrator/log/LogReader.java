package dev.buildserver.orchestrator.log;

import dev.buildserver.contract.log.LogLine;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.orchestrator.log.LogStore.ReadableAttempt;
import dev.buildserver.orchestrator.log.LogStore.StoredBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the log of a build, attempt after attempt. */
@ApplicationScoped
class LogReader {
    private static final int BATCHES_AT_ONCE = 50;

    private final LogStore store;
    private final LogTexts texts;

    LogReader(LogStore store, LogTexts texts) {
        this.store = store;
        this.texts = texts;
    }

    /** At most that many lines after the position. */
    LogPage read(UUID buildId, LogPosition after, int limit) {
        // Before the lines are read: what ends meanwhile is found by the next page.
        boolean ended = store.ended(buildId);
        List<LogLine> lines = new ArrayList<>();
        boolean complete = true;
        for (ReadableAttempt attempt : store.attempts(buildId, after.attempt())) {
            long line = attempt.attemptNo() == after.attempt() ? after.line() : 0;
            complete = readAttempt(attempt, line, limit, lines);
            if (!complete) {
                break;
            }
        }
        LogPosition next =
                lines.isEmpty()
                        ? after
                        : new LogPosition(
                                lines.get(lines.size() - 1).attempt(),
                                lines.get(lines.size() - 1).line());
        return new LogPage(lines, next.toString(), ended && complete);
    }

    /** False when the limit was reached, or the attempt goes on. */
    private boolean readAttempt(
            ReadableAttempt attempt, long afterLine, int limit, List<LogLine> lines) {
        long last = afterLine;
        List<StoredBatch> batches;
        do {
            batches =
                    store.batches(attempt.attemptUid(), last, attempt.lastBatch(), BATCHES_AT_ONCE);
            List<TextPlace> places = batches.stream().map(StoredBatch::place).toList();
            for (int n = 0; n < batches.size(); n++) {
                StoredBatch batch = batches.get(n);
                List<StoredLine> stored = texts.read(places.subList(n, places.size()));
                for (int i = (int) Math.max(0, last + 1 - batch.firstLine());
                        i < stored.size();
                        i++) {
                    if (lines.size() >= limit) {
                        return false;
                    }
                    last = batch.firstLine() + i;
                    lines.add(line(attempt.attemptNo(), last, stored.get(i)));
                }
            }
        } while (batches.size() == BATCHES_AT_ONCE);
        return attempt.lastBatch() != null;
    }

    private static LogLine line(int attemptNo, long number, StoredLine stored) {
        return new LogLine(attemptNo, number, stored.time(), stored.level(), stored.text());
    }
}
