package dev.buildserver.orchestrator.log;

import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.log.LogStore.StoredBatch;
import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Brings together what the packs of a while hold of one log, once its attempt has ended here: who
 * reads it needs a call a megabyte instead of one a batch. Best effort: what is not rewritten, as
 * after a crash, is read from where it was, and so it is while it is being rewritten.
 */
@ApplicationScoped
class LogRewriting {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 2_000;
    // Of a log in fewer packs nothing would be gained.
    private static final int FEW_PACKS = 8;
    private static final int BATCHES_AT_ONCE = 200;
    private static final int PACK_BYTES = 8 << 20;

    private final LogStore store;
    private final LogTexts texts;
    private final Errands errands;
    private final BlockingQueue<UUID> ended = new ArrayBlockingQueue<>(MOST_WAITING);

    LogRewriting(LogStore store, LogTexts texts, Errands errands) {
        this.store = store;
        this.texts = texts;
        this.errands = errands;
    }

    void start(@Observes StartupEvent startup) {
        errands.every(EVERY, "rewriting of logs", this::rewrite);
    }

    void attemptEnded(@Observes EndedAttempt attempt) {
        ended.offer(attempt.attemptUid());
    }

    private void rewrite() {
        List<UUID> attempts = new ArrayList<>();
        ended.drainTo(attempts);
        if (!attempts.isEmpty()) {
            store.scattered(attempts, FEW_PACKS).forEach(this::rewrite);
        }
    }

    private void rewrite(UUID attempt) {
        long lastLine = 0;
        List<StoredBatch> batches;
        List<StoredBatch> together = new ArrayList<>();
        long bytes = 0;
        do {
            batches = store.batches(attempt, lastLine, null, BATCHES_AT_ONCE);
            for (StoredBatch batch : batches) {
                lastLine = batch.firstLine() + batch.lines() - 1;
                together.add(batch);
                bytes += batch.place().length();
                if (bytes >= PACK_BYTES) {
                    move(attempt, together);
                    together.clear();
                    bytes = 0;
                }
            }
        } while (batches.size() == BATCHES_AT_ONCE);
        if (!together.isEmpty()) {
            move(attempt, together);
        }
    }

    private void move(UUID attempt, List<StoredBatch> batches) {
        List<TextPlace> places = texts.copy(batches.stream().map(StoredBatch::place).toList());
        Map<Integer, TextPlace> moved = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            moved.put(batches.get(i).number(), places.get(i));
        }
        store.move(attempt, moved);
    }
}
