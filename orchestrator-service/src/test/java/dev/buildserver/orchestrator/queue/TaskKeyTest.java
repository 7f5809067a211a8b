package dev.buildserver.orchestrator.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskKeyTest {
    @Test
    void theFormIsReadBack() {
        // Given
        TaskKey key = new TaskKey(UUID.randomUUID(), 12);
        // When
        TaskKey read = TaskKey.parse(key.toString());
        // Then
        assertThat(read).isEqualTo(key);
    }
}
