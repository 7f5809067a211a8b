package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.runtime.Errands;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Learns from builds that succeed at this replica. It does so a second at a time, aside: what is
 * lost by a crash, or by many builds ending within a second, the next builds teach as well.
 */
@ApplicationScoped
class DurationLearner {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofHours(6);
    private static final int MOST_AT_ONCE = 200;

    private final DurationStore store;
    private final Errands errands;
    private final BlockingQueue<UUID> ended = new ArrayBlockingQueue<>(MOST_AT_ONCE);

    DurationLearner(DurationStore store, Errands errands) {
        this.store = store;
        this.errands = errands;
    }

    void start(@Observes StartupEvent startup) {
        errands.every(EVERY, "learning of durations", this::learn);
        errands.every(FORGET_EVERY, "removal of old durations", store::forgetOld);
    }

    void attemptEnded(@Observes EndedAttempt attempt) {
        boolean succeeded =
                attempt.outcome() == AttemptOutcome.SUCCEEDED
                        && attempt.build()
                                .filter(build -> build.status() == BuildStatus.SUCCEEDED)
                                .isPresent();
        if (succeeded) {
            ended.offer(attempt.attemptUid());
        }
    }

    private void learn() {
        List<UUID> attempts = new ArrayList<>();
        ended.drainTo(attempts);
        if (!attempts.isEmpty()) {
            store.learn(attempts);
        }
    }
}
