package dev.buildserver.agent.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Notices records that are missing: each program numbers its own, from 0. Threads may write theirs
 * in another order than they took the numbers, so they are counted.
 */
final class SequenceCheck {
    private final Map<Integer, Count> counts = new HashMap<>();
    private String gap;

    void accept(TraceRecord record) {
        AccessKind kind = record.kind();
        if (record.sequence() == 0 && (kind == AccessKind.START || kind == AccessKind.BIRTH)) {
            Count before = counts.put(record.pid(), new Count());
            check(record.pid(), before);
        }
        counts.computeIfAbsent(record.pid(), unknown -> new Count()).add(record.sequence());
    }

    Optional<String> gap() {
        counts.forEach(this::check);
        return Optional.ofNullable(gap);
    }

    private void check(int pid, Count count) {
        if (count != null && count.records != count.highest + 1) {
            gap = "records of process " + pid + " are missing";
        }
    }

    private static final class Count {
        private long records;
        private long highest = -1;

        void add(long sequence) {
            records++;
            highest = Math.max(highest, sequence);
        }
    }
}
