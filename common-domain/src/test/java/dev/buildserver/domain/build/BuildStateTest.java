package dev.buildserver.domain.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BuildStateTest {
    private static final BuildState.Open OPEN = new BuildState.Open(1, 2, 0);

    @Test
    void itSucceedsWithItsLastTask() {
        // When
        BuildState first = OPEN.countDown(1, 0);
        // Then
        assertThat(first).isEqualTo(new BuildState.Open(2, 1, 0));
        assertThat(((BuildState.Open) first).countDown(1, 0))
                .isEqualTo(new BuildState.Succeeded(3));
    }

    @Test
    void itFailsWithItsLastTaskWhenAnyFailed() {
        // Given
        BuildState.Open open = OPEN.toOpen(1, 1);
        // When
        BuildState end = open.countDown(1, 0);
        // Then
        assertThat(end).isEqualTo(new BuildState.Failed(3, 1));
    }

    @Test
    void aCancelledOneEndsCancelledWhateverItsTasksDo() {
        // Given
        BuildState.Cancelling cancelling = OPEN.toCancelling();
        // When
        BuildState end = cancelling.countDown(2, 1);
        // Then
        assertThat(cancelling.countDown(1, 0).kind()).isEqualTo(BuildState.Kind.CANCELLING);
        assertThat(end.kind()).isEqualTo(BuildState.Kind.CANCELLED);
    }

    @Test
    void noTaskEndsBeforeTheApproval() {
        // Given
        BuildState.Waiting waiting = new BuildState.Waiting(1, 1);
        // When, then
        assertThatThrownBy(() -> waiting.countDown(1, 0)).hasMessageContaining("approved");
        assertThat(waiting.toOpen()).isEqualTo(new BuildState.Open(2, 1, 0));
    }
}
