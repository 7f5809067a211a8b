package dev.buildserver.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldLineTest {
    private final List<String> ended = new ArrayList<>();

    @Test
    void theOldestEndsWhenThereAreTooMany() {
        // Given
        HoldLine line = new HoldLine(2);
        // When
        for (String name : List.of("a", "b", "c")) {
            line.enter(() -> ended.add(name));
        }
        // Then
        assertThat(ended).containsExactly("a");
    }

    @Test
    void openedItHoldsNothing() {
        // Given
        HoldLine line = new HoldLine(2);
        line.enter(() -> ended.add("a"));
        line.enter(() -> ended.add("b"));
        // When
        line.openAll();
        line.enter(() -> ended.add("c"));
        // Then
        assertThat(ended).containsExactly("a", "b", "c");
    }
}
