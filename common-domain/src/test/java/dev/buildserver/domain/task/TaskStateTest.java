package dev.buildserver.domain.task;

import static dev.buildserver.domain.task.AttemptOutcome.CANCELLED;
import static dev.buildserver.domain.task.AttemptOutcome.INFRA;
import static dev.buildserver.domain.task.AttemptOutcome.RETURNED;
import static dev.buildserver.domain.task.AttemptOutcome.SUCCEEDED;
import static dev.buildserver.domain.task.AttemptOutcome.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BACK_OFF = Duration.ofSeconds(2);
    private static final Duration EXCLUSION = Duration.ofSeconds(30);
    private static final UUID ATTEMPT = new UUID(1, 1);
    private static final TaskHistory FRESH = new TaskHistory(1, 0, 0, 3, 0, List.of());

    @Test
    void aResultIsFinalAndAccepted() {
        // When
        TaskState succeeded = leased().end(SUCCEEDED, "a", NOW, BACK_OFF);
        TaskState failed = leased().end(AttemptOutcome.FAILED, "a", NOW, BACK_OFF);
        TaskState late = leased().end(TIMEOUT, "a", NOW, BACK_OFF);
        // Then
        assertThat(succeeded).isEqualTo(new TaskState.Succeeded(succeeded.history(), ATTEMPT));
        assertThat(failed).isEqualTo(new TaskState.Failed(failed.history(), ATTEMPT));
        assertThat(late).isEqualTo(new TaskState.Failed(late.history(), null));
    }

    @ParameterizedTest
    @EnumSource(names = {"INFRA", "LOST", "CANCELLED"})
    void infrastructureIsTriedAgainElsewhereAfterAPause(AttemptOutcome outcome) {
        // When
        TaskState.Ready ready = (TaskState.Ready) leased().end(outcome, "a", NOW, BACK_OFF);
        // Then
        assertThat(ready.history().failures()).isEqualTo(1);
        assertThat(ready.mayGoTo("b", NOW, EXCLUSION)).isFalse();
        assertThat(ready.mayGoTo("b", NOW.plus(BACK_OFF), EXCLUSION)).isTrue();
        assertThat(ready.mayGoTo("a", NOW.plus(EXCLUSION), EXCLUSION)).isFalse();
        assertThat(ready.mayGoTo("a", NOW.plus(EXCLUSION).plusMillis(1), EXCLUSION)).isTrue();
    }

    @Test
    void theLastFailureOfInfrastructureIsFinal() {
        // Given
        TaskState task = leased();
        // When
        for (int i = 1; i < 3; i++) {
            task = lease(((TaskState.Leased) task).end(INFRA, "a", NOW, BACK_OFF));
        }
        task = ((TaskState.Leased) task).end(INFRA, "a", NOW, BACK_OFF);
        // Then
        assertThat(task.kind()).isEqualTo(TaskStatus.FAILED);
        assertThat(task.history().failures()).isEqualTo(3);
        assertThat(task.history().excluded()).containsExactly("a");
    }

    @Test
    void theTwentiethHandBackCountsAsAFailure() {
        // Given
        TaskState.Leased task = leased();
        for (int i = 1; i < TaskHistory.MAX_HANDBACKS; i++) {
            task = lease(task.end(RETURNED, "a", NOW, BACK_OFF));
        }
        assertThat(task.history().failures()).isZero();
        // When
        TaskState after = task.end(RETURNED, "a", NOW, BACK_OFF);
        // Then
        assertThat(after.history().failures()).isEqualTo(1);
        assertThat(after.history().excluded()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(AttemptOutcome.class)
    void nothingCountsAfterACancel(AttemptOutcome outcome) {
        // Given
        TaskState.Stopping stopping = leased().toStopping(NOW);
        // When
        TaskState.Cancelled end = stopping.toCancelled(outcome, "a");
        // Then
        assertThat(end.kind()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(end.history().failures()).isEqualTo(outcome.isInfrastructure() ? 1 : 0);
    }

    @Test
    void aSecondRequestToStopGivesNoMoreTime() {
        // Given
        TaskState.Stopping stopping = leased().toStopping(NOW);
        // When
        TaskState.Stopping again = stopping.cancelRequested(NOW.plusSeconds(9));
        // Then
        assertThat(again.requested()).isEqualTo(NOW);
    }

    @Test
    void aBlockedTaskIsReadyWithItsLastPredecessor() {
        // Given
        TaskState.Blocked blocked = new TaskState.Blocked(FRESH, 2);
        // When
        TaskState once = blocked.resolved(NOW);
        TaskState twice = ((TaskState.Blocked) once).resolved(NOW);
        // Then
        assertThat(once.kind()).isEqualTo(TaskStatus.BLOCKED);
        assertThat(twice).isEqualTo(new TaskState.Ready(twice.history(), NOW, NOW));
    }

    @Test
    void anAttemptIsRecordedAsItEnded() {
        // Given
        AttemptState.Running running = leased().attempt();
        // When, then
        assertThat(running.toEnded(SUCCEEDED, true).kind()).isEqualTo(AttemptState.Kind.ACCEPTED);
        assertThat(running.toEnded(SUCCEEDED, false).kind()).isEqualTo(AttemptState.Kind.CANCELLED);
        assertThat(running.toEnded(CANCELLED, false).kind()).isEqualTo(AttemptState.Kind.CANCELLED);
        assertThat(running.toEnded(INFRA, false).kind()).isEqualTo(AttemptState.Kind.INFRA);
    }

    private static TaskState.Leased leased() {
        return lease(new TaskState.Ready(FRESH, NOW, NOW));
    }

    private static TaskState.Leased lease(TaskState ready) {
        return ((TaskState.Ready) ready)
                .toLeased(ATTEMPT, new UUID(2, 2), NOW, NOW.plus(EXCLUSION));
    }
}
