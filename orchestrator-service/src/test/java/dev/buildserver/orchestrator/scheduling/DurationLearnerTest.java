package dev.buildserver.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.task.AttemptOutcome;
import dev.buildserver.domain.task.TaskStatus;
import dev.buildserver.orchestrator.lifecycle.BuildEnded;
import dev.buildserver.orchestrator.lifecycle.EndedAttempt;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DurationLearnerTest {
    private final List<UUID> learnt = new ArrayList<>();
    private final DurationLearner learner = new DurationLearner(new Remembered(), null);

    @Test
    void buildsThatSucceededAreLearntOnce() {
        // Given
        UUID attempt = end("p", AttemptOutcome.SUCCEEDED, BuildStatus.SUCCEEDED);
        end("p", AttemptOutcome.FAILED, BuildStatus.FAILED);
        end("p", AttemptOutcome.SUCCEEDED, BuildStatus.CANCELLED);
        // When
        learner.learn();
        learner.learn();
        // Then
        assertThat(learnt).containsExactly(attempt);
    }

    @Test
    void ofManyThatAreAlikeAFewAreEnough() {
        // Given
        for (int i = 0; i < 50; i++) {
            succeed("often");
        }
        UUID seldom = succeed("seldom");
        // When
        learner.learn();
        // Then
        assertThat(learnt).hasSize(5).contains(seldom);
        // When: some seconds later
        for (int i = 0; i < 5; i++) {
            learner.learn();
        }
        UUID later = succeed("often");
        learner.learn();
        // Then
        assertThat(learnt).hasSize(6).contains(later);
    }

    @Test
    void whatIsTooMuchForASecondIsLeftOut() {
        // Given
        for (int i = 0; i < 500; i++) {
            succeed("p" + i);
        }
        // When
        learner.learn();
        // Then
        assertThat(learnt).hasSize(200);
    }

    private UUID succeed(String project) {
        return end(project, AttemptOutcome.SUCCEEDED, BuildStatus.SUCCEEDED);
    }

    private UUID end(String project, AttemptOutcome outcome, BuildStatus status) {
        UUID attempt = UUID.randomUUID();
        UUID build = UUID.randomUUID();
        Instant now = Instant.EPOCH;
        BuildEnded ended =
                new BuildEnded(
                        build, "t", project, "Release", "Clean", status, null, now, now, now, null);
        learner.attemptEnded(
                new EndedAttempt(
                        new TaskKey(build, 0),
                        attempt,
                        "agent",
                        UUID.randomUUID(),
                        outcome,
                        TaskStatus.SUCCEEDED,
                        now,
                        false,
                        List.of(),
                        Optional.of(ended)));
        return attempt;
    }

    private final class Remembered implements DurationStore {
        @Override
        public List<Lately> ofProject(String tenant, String project) {
            return List.of();
        }

        @Override
        public List<BuildTimes> ofTenant(String tenant, String strategy) {
            return List.of();
        }

        @Override
        public List<BuildTimes> ofPool(String pool) {
            return List.of();
        }

        @Override
        public void learn(Collection<UUID> attempts) {
            learnt.addAll(attempts);
        }

        @Override
        public void forgetOld() {
            learnt.clear();
        }
    }
}
