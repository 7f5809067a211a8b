package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.cache.usage.Usage.Entry;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Uses that wait for Redis. While it takes some, others gather: one call takes all of them then,
 * and what is used many times counts once.
 */
final class UseNotes {
    // Redis does nothing else while a script runs.
    private static final int MOST_AT_ONCE = 1000;
    // What is beyond it while Redis is away is forgotten, as all of it would be without this.
    private static final int MOST_WAITING = 50_000;

    private final Function<List<Entry>, Uni<Void>> record;
    private final Waiting waiting;
    private final Map<String, Entry> notes = new LinkedHashMap<>();
    private boolean busy;

    UseNotes(Function<List<Entry>, Uni<Void>> record, Waiting waiting) {
        this.record = record;
        this.waiting = waiting;
    }

    void add(List<Entry> entries) {
        List<Entry> next;
        synchronized (this) {
            if (notes.size() < MOST_WAITING) {
                entries.forEach(entry -> notes.merge(entry.key(), entry, UseNotes::both));
            }
            next = busy ? List.of() : take();
        }
        send(next);
    }

    /** What is gone is not used; of no effect on what is on its way. */
    synchronized void drop(String key) {
        notes.remove(key);
    }

    // A use by anybody does not take from one by a trusted build.
    private static Entry both(Entry one, Entry other) {
        return one.by() == By.TRUSTED ? new Entry(other.key(), other.sizeBytes()) : other;
    }

    private synchronized List<Entry> take() {
        List<Entry> taken = new ArrayList<>(notes.values().stream().limit(MOST_AT_ONCE).toList());
        taken.forEach(entry -> notes.remove(entry.key()));
        busy = !taken.isEmpty();
        return taken;
    }

    private void send(List<Entry> entries) {
        if (!entries.isEmpty()) {
            waiting.behind(record.apply(entries), () -> send(take()));
        }
    }
}
