package dev.buildserver.orchestrator.submission;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import dev.buildserver.orchestrator.queue.ReadyTaskStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntToLongFunction;

/**
 * Refuses builds when too many wait. Counting costs more the more there are: it is done only when
 * this replica can't be sure that there is room, and takes a tenth of the time at most. Replicas
 * count each for itself, so several may let in a few more than the bound together.
 */
@ApplicationScoped
class QueueBound {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final int REST = 10;

    private final IntToLongFunction waiting;
    private final InstantSource clock;
    private final int bound;
    private int room;
    private int sure;
    private Instant nextCount = Instant.MIN;

    @Inject
    QueueBound(ReadyTaskStore tasks, OrchestratorConfig config, InstantSource clock) {
        this(tasks::waiting, config.queue().bound(), clock);
    }

    /**
     * @param waiting counts what waits, up to its argument
     */
    QueueBound(IntToLongFunction waiting, int bound, InstantSource clock) {
        this.waiting = waiting;
        this.bound = bound;
        this.clock = clock;
    }

    /**
     * @throws BuildServerException {@code QUEUE_FULL}
     */
    synchronized void requireRoom() {
        if (sure == 0) {
            count();
        }
        if (room == 0) {
            throw full();
        }
        room--;
        sure = Math.max(0, sure - 1);
    }

    /** Does nothing while counting rests: until then, what was seen is relied on. */
    private void count() {
        Instant now = clock.instant();
        if (now.isBefore(nextCount)) {
            return;
        }
        room = (int) Math.max(0, bound - waiting.applyAsLong(bound));
        Duration took = Duration.between(now, clock.instant());
        nextCount = took.compareTo(QUICK) < 0 ? Instant.MIN : now.plus(took.multipliedBy(REST));
        // Other replicas submit too: use a part of the room, then count again.
        sure = Math.min(room, Math.max(1, room / 2));
    }

    private BuildServerException full() {
        return new BuildServerException(
                        ErrorCode.QUEUE_FULL, "As many builds wait as this server takes: " + bound)
                .retryAfter(RETRY_AFTER);
    }
}
