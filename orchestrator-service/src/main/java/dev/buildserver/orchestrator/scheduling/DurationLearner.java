package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns from builds that succeed at this replica. It does so a second at a time, aside, and from a
 * few of those that are alike: what is lost by that, or by a crash, the next builds teach as well.
 */
@ApplicationScoped
class DurationLearner {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofHours(6);
    private static final int MOST_AT_ONCE = 200;
    // Of builds that are alike so many in so many seconds: more would teach nothing new.
    private static final int FEW = 4;
    private static final int SECONDS = 5;

    private final DurationStore store;
    private final Errands errands;
    private final BlockingQueue<UUID> ended = new ArrayBlockingQueue<>(MOST_AT_ONCE);
    private final Map<List<String>, Integer> alike = new ConcurrentHashMap<>();
    private int second;

    DurationLearner(DurationStore store, Errands errands) {
        this.store = store;
        this.errands = errands;
    }

    void start(@Observes StartupEvent startup) {
        errands.every(EVERY, "learning of durations", this::learn);
        errands.every(FORGET_EVERY, "removal of old durations", store::forgetOld);
    }

    void attemptEnded(@Observes EndedAttempt attempt) {
        if (attempt.outcome() == AttemptOutcome.SUCCEEDED) {
            attempt.build()
                    .filter(build -> build.status() == BuildStatus.SUCCEEDED && isNew(build))
                    .ifPresent(build -> ended.offer(attempt.attemptUid()));
        }
    }

    private boolean isNew(BuildEnded build) {
        List<String> key =
                List.of(build.tenant(), build.project(), build.strategy(), build.configuration());
        return alike.merge(key, 1, Integer::sum) <= FEW;
    }

    void learn() {
        second = (second + 1) % SECONDS;
        if (second == 0) {
            alike.clear();
        }
        List<UUID> attempts = new ArrayList<>();
        ended.drainTo(attempts);
        if (!attempts.isEmpty()) {
            store.learn(attempts);
        }
    }
}
