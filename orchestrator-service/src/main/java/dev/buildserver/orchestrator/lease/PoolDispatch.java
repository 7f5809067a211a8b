package dev.buildserver.orchestrator.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The polls of one pool, and the runs that serve them: one at a time, repeated while somebody asked
 * for one meanwhile.
 */
final class PoolDispatch {
    private static final Logger LOG = Logger.getLogger(PoolDispatch.class);

    private final Map<UUID, ParkedPoll> polls = new ConcurrentHashMap<>();
    // INVARIANT: above 0 exactly while a run is queued or under way, so there is never a second
    // one.
    private final AtomicInteger requests = new AtomicInteger();
    private final Executor executor;
    private final Consumer<PoolDispatch> round;

    PoolDispatch(Executor executor, Consumer<PoolDispatch> round) {
        this.executor = executor;
        this.round = round;
    }

    /** Parks a poll; an older one of the same session is released. */
    void park(ParkedPoll poll) {
        ParkedPoll older = polls.put(poll.sessionId(), poll);
        if (older != null) {
            older.release();
        }
    }

    void remove(ParkedPoll poll) {
        polls.remove(poll.sessionId(), poll);
    }

    List<ParkedPoll> open() {
        List<ParkedPoll> open = new ArrayList<>(polls.values());
        open.removeIf(poll -> !poll.isOpen());
        return open;
    }

    /** Serves the polls soon. */
    void wake() {
        if (!polls.isEmpty() && requests.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    private void run() {
        int seen;
        do {
            seen = requests.get();
            try {
                round.accept(this);
            } catch (RuntimeException e) {
                LOG.warnf("Leasing failed and will be repeated: %s", e.getMessage());
                LOG.debug("Leasing failed", e);
            }
        } while (requests.addAndGet(-seen) != 0);
    }
}
