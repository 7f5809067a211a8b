package dev.buildserver.agent.report;

import dev.buildserver.agent.tasks.MonotonicClock;
import dev.buildserver.contract.agent.EventBatch;
import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.log.LogLevel;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Gathers events into numbered batches and keeps each until it is durable. Adding never waits for
 * the network; when the spool is full, text is left out and its place marked. Thread-safe for one
 * sender.
 */
final class BatchQueue {
    private static final Logger LOG = Logger.getLogger(BatchQueue.class);
    private static final long GATHER_NANOS = Duration.ofMillis(200).toNanos();
    private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_BATCH_BYTES = 240 * 1024;
    private static final int WINDOW = 8;

    private final Spool spool;
    private final long spoolLimit;
    private final MonotonicClock clock;
    private final Function<EventBatch, byte[]> toBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private List<EventRecord> pending = new ArrayList<>();
    private long pendingBytes;
    private long pendingSinceNanos;
    private boolean urgent;
    private boolean closed;
    private long missingLines;
    private int lastNumber;
    private int nextToSend = 1;
    private int durable;

    BatchQueue(
            Spool spool,
            long spoolLimit,
            MonotonicClock clock,
            Function<EventBatch, byte[]> toBytes) {
        this.spool = spool;
        this.spoolLimit = spoolLimit;
        this.clock = clock;
        this.toBytes = toBytes;
    }

    /**
     * Adds an event.
     *
     * @param now whether it is to be sent without waiting for more
     */
    void add(EventRecord event, boolean now) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            int size = WireSize.of(event);
            if (isFull(size) && !(event instanceof EventRecord.Stage)) {
                missingLines += event instanceof EventRecord.Log ? 1 : 0;
                return;
            }
            markMissing(event.elapsedMillis());
            append(event, size);
            urgent |= now;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No event follows: what is left is sent at once. */
    void close() {
        lock.lock();
        try {
            markMissing(0);
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next batch to send; waits for one. Empty when the queue is closed and every batch is
     * durable.
     */
    Optional<Numbered> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (isDue()) {
                    seal();
                }
                if (nextToSend <= lastNumber && nextToSend - durable <= WINDOW) {
                    return Optional.of(new Numbered(nextToSend, spool.read(nextToSend)));
                }
                if (closed && durable == lastNumber) {
                    return Optional.empty();
                }
                boolean timedOut = changed.awaitNanos(waitNanos()) <= 0;
                if (timedOut && durable < lastNumber && nextToSend > durable + 1) {
                    // Sent, but not heard to be durable: ask again by sending the oldest again.
                    nextToSend = durable + 1;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A batch was answered. */
    void answered(int number, int nowDurable) {
        lock.lock();
        try {
            durable = Math.max(durable, Math.min(nowDurable, lastNumber));
            spool.removeUpTo(durable);
            nextToSend = Math.max(number, durable) + 1;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The server wants to go on from another batch; false when that one is no longer here, because
     * the server had said that it was safe.
     */
    boolean resumeAt(int number) {
        lock.lock();
        try {
            if (number <= durable || number > lastNumber + 1) {
                return false;
            }
            nextToSend = number;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Number of the last batch, final once the queue is closed and drained. */
    int lastNumber() {
        lock.lock();
        try {
            return lastNumber;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(int more) {
        // After a hole, room for more than one line is waited for: one long hole, not many.
        long limit = missingLines > 0 ? spoolLimit - spoolLimit / 8 : spoolLimit;
        return spool.bytes() + pendingBytes + more > limit;
    }

    private void markMissing(long elapsedMillis) {
        if (missingLines > 0) {
            String text = "TRUNCATED: " + missingLines + " lines are missing here";
            missingLines = 0;
            EventRecord mark = new EventRecord.Log(elapsedMillis, LogLevel.WARN, text);
            append(mark, WireSize.of(mark));
        }
    }

    private void append(EventRecord event, int size) {
        if (pendingBytes + size > MAX_BATCH_BYTES) {
            seal();
        }
        if (pending.isEmpty()) {
            pendingSinceNanos = clock.nanos();
        }
        pending.add(event);
        pendingBytes += size;
    }

    private boolean isDue() {
        return !pending.isEmpty()
                && (urgent || closed || clock.nanos() - pendingSinceNanos >= GATHER_NANOS)
                && lastNumber - durable < WINDOW;
    }

    private long waitNanos() {
        if (pending.isEmpty() || lastNumber - durable >= WINDOW) {
            return PROBE_NANOS;
        }
        return Math.max(1, GATHER_NANOS - (clock.nanos() - pendingSinceNanos));
    }

    private void seal() {
        if (pending.isEmpty()) {
            return;
        }
        List<EventRecord> events = pending;
        pending = new ArrayList<>();
        pendingBytes = 0;
        urgent = false;
        EventBatch batch = EventBatch.of(lastNumber + 1, events);
        try {
            spool.add(batch.batch(), toBytes.apply(batch));
            lastNumber++;
        } catch (UncheckedIOException e) {
            LOG.warnf("Events can't be spooled: %s", e.getMessage());
            missingLines += events.stream().filter(EventRecord.Log.class::isInstance).count();
        }
    }

    /**
     * A batch ready to be sent.
     *
     * @param content JSON
     */
    record Numbered(int number, byte[] content) {}
}
