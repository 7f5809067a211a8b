package dev.buildserver.orchestrator.lease;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The polls of one pool, and the runs that serve them: one at a time, repeated while somebody asked
 * for one meanwhile.
 */
final class PoolDispatch {
    private static final Logger LOG = Logger.getLogger(PoolDispatch.class);

    private final Map<UUID, Place> polls = new ConcurrentHashMap<>();
    // INVARIANT: above 0 exactly while a run is queued or under way, so there is never a second
    // one.
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong parked = new AtomicLong();
    private final Executor executor;
    private final Consumer<PoolDispatch> round;

    PoolDispatch(Executor executor, Consumer<PoolDispatch> round) {
        this.executor = executor;
        this.round = round;
    }

    private record Place(ParkedPoll poll, long number) {
        static final Comparator<Place> LEAST_LOADED_FIRST =
                Comparator.comparingInt((Place place) -> place.poll().running())
                        .thenComparingLong(Place::number);
    }

    /** Parks a poll; an older one of the same session is released. */
    void park(ParkedPoll poll) {
        Place older = polls.put(poll.sessionId(), new Place(poll, parked.incrementAndGet()));
        if (older != null) {
            older.poll().release();
        }
    }

    void remove(ParkedPoll poll) {
        polls.computeIfPresent(
                poll.sessionId(), (id, place) -> place.poll() == poll ? null : place);
    }

    /** Ends the polls of which this is true without work. */
    void release(Predicate<ParkedPoll> which) {
        polls.values().stream().map(Place::poll).filter(which).forEach(ParkedPoll::release);
    }

    /** Polls that wait: of the least busy agents first, then those that wait the longest. */
    List<ParkedPoll> open(int most) {
        return polls.values().stream()
                .filter(place -> place.poll().isOpen())
                .sorted(Place.LEAST_LOADED_FIRST)
                .limit(most)
                .map(Place::poll)
                .toList();
    }

    /**
     * Takes a poll out, for whoever it is that comes now: one that the index has nothing for. Empty
     * where there is none, or while a run may still find something for them.
     *
     * @param preferred of those that fit, one of these if there is any
     */
    Optional<ParkedPoll> takeIdle(Predicate<ParkedPoll> fits, Predicate<ParkedPoll> preferred) {
        if (requests.get() != 0) {
            return Optional.empty();
        }
        Comparator<Place> preference =
                Comparator.comparing((Place place) -> !preferred.test(place.poll()))
                        .thenComparing(Place.LEAST_LOADED_FIRST);
        Optional<Place> best =
                polls.values().stream()
                        .filter(place -> place.poll().isOpen() && fits.test(place.poll()))
                        .min(preference);
        return best.filter(place -> polls.remove(place.poll().sessionId(), place)).map(Place::poll);
    }

    /** Lets a poll that was taken out wait on, unless its session has asked again meanwhile. */
    void putBack(ParkedPoll poll) {
        if (polls.putIfAbsent(poll.sessionId(), new Place(poll, parked.incrementAndGet()))
                != null) {
            poll.release();
        } else if (!poll.isOpen()) {
            remove(poll);
        }
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
            } catch (Error e) {
                // Thrown further, it would have been the pool's last round.
                LOG.error("Leasing met a fault of this service and will be repeated", e);
            }
        } while (requests.addAndGet(-seen) != 0);
    }
}
