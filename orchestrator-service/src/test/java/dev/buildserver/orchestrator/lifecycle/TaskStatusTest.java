package dev.buildserver.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTest {
    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"SUCCEEDED", "FAILED", "CANCELLED"})
    void aFinalStatusNeverChanges(TaskStatus status) {
        assertThat(status.isFinal()).isTrue();
        assertThat(status.next()).isEmpty();
    }

    @Test
    void onlyALeasedTaskSucceeds() {
        for (TaskStatus status : TaskStatus.values()) {
            assertThat(status.next().contains(TaskStatus.SUCCEEDED))
                    .as(status.name())
                    .isEqualTo(status == TaskStatus.LEASED);
        }
    }
}
